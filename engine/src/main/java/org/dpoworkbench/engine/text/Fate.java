package org.dpoworkbench.engine.text;

import org.dpoworkbench.engine.data.Drop;

/// What a run makes of a record.
public sealed interface Fate {
    record Trained() implements Fate {}

    record HeldOut() implements Fate {}

    record Dropped(Drop reason) implements Fate {}

    /// @param reason why it cannot be read or given to the model, a sentence
    record Refused(String reason) implements Fate {}

    /// Beyond `max_pairs`.
    record Unused() implements Fate {}
}
