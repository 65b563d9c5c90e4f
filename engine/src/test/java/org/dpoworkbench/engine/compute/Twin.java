package org.dpoworkbench.engine.compute;

/// The same numbers in a backend under test and in the control.
///
/// @param whole   the tested backend's memory with guard rows before and behind
/// @param tested  the rows between the guards
/// @param control the same rows in the control
/// @param before  what `whole` held at first
@SuppressWarnings("ArrayRecordComponent") // a test's own snapshot
record Twin(FloatTensor whole, FloatTensor tested, FloatTensor control, float[] before) {
    /// Floats between the first guard and the tested rows.
    int guard() {
        return (int) ((tested.address() - whole.address()) / Float.BYTES);
    }

    /// Rows of the twin as a twin of their own.
    Side.Handle<FloatTensor> slice(int from, int rows) {
        return new Side.Handle<>(tested.slice(from, rows), control.slice(from, rows));
    }
}
