package org.dpoworkbench.engine.compute;

/// The weight of a linear map together with its gradient.
///
/// @param weight     (inputs, outputs) or (outputs, inputs), as the checkpoint stores it
/// @param gradient   the same shape, backward passes add to it; or [FloatTensor#NONE] of a weight that is never changed
/// @param inputMajor true where rows are inputs, as in GPT-2's `Conv1D`; false where rows are outputs, as in `Linear`
public record Matrix(MatrixWeight weight, FloatTensor gradient, boolean inputMajor) {
    /// A weight that is never changed.
    public static Matrix frozen(MatrixWeight weight, boolean inputMajor) {
        return new Matrix(weight, FloatTensor.NONE, inputMajor);
    }

    /// Whether it has a gradient.
    public boolean trained() {
        return !gradient.equals(FloatTensor.NONE);
    }

    public int inputs() {
        return inputMajor ? (int) weight.rows() : weight.columns();
    }

    public int outputs() {
        return inputMajor ? weight.columns() : (int) weight.rows();
    }
}
