package org.dpoworkbench.engine.text;

/// A conversation that a chat template does not render; its message is the reason, without the place.
final class ChatTemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    ChatTemplateException(String reason) {
        super(reason);
    }
}
