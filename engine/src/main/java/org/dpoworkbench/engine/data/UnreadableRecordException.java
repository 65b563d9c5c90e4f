package org.dpoworkbench.engine.data;

/// A record that cannot be understood; its message is the reason, without the place.
final class UnreadableRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String reason) {
        super(reason);
    }
}
