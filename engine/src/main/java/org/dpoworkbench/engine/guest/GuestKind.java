package org.dpoworkbench.engine.guest;

import org.dpoworkbench.engine.config.Named;

/// Records of other programs that can be read.
public enum GuestKind implements Named {
    /// `trainer_state.json`, as the `transformers` Trainer and TRL's trainers write it.
    TRAINER_STATE("trainer_state"),
    /// TensorBoard's event files.
    TENSORBOARD("tensorboard"),
    /// A table with a column of steps.
    CSV("csv");

    private final String text;

    GuestKind(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
