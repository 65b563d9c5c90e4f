package org.dpoworkbench.engine.data;

/// A record that was dropped or cannot be read, and why.
///
/// @param reason what is wrong, a sentence or a [Drop]'s text
public record RecordProblem(RecordPlace place, String reason) {
    @Override
    public String toString() {
        return place + ": " + reason;
    }
}
