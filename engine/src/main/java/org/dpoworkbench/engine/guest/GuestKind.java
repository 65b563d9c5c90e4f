package org.dpoworkbench.engine.guest;

/// Records of other programs that can be read.
public enum GuestKind {
    /// `trainer_state.json`, as the `transformers` Trainer and TRL's trainers write it.
    TRAINER_STATE,
    /// TensorBoard's event files.
    TENSORBOARD,
    /// A table with a column of steps.
    CSV
}
