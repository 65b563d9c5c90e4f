package org.dpoworkbench.engine.compute;

/// The weight of a linear map together with its gradient.
///
/// @param weight     (inputs, outputs) or (outputs, inputs), as the checkpoint stores it
/// @param gradient   the same shape; backward passes add to it
/// @param inputMajor true where rows are inputs, as in GPT-2's `Conv1D`; false where rows are outputs, as in `Linear`
public record Matrix(FloatTensor weight, FloatTensor gradient, boolean inputMajor) {
    public int inputs() {
        return inputMajor ? (int) weight.rows() : weight.columns();
    }

    public int outputs() {
        return inputMajor ? weight.columns() : (int) weight.rows();
    }
}
