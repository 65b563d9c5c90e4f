package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Vector;

/// A normalisation of the residual stream before a block.
sealed interface NormLayer {
    /// out = normalised x; `statistics` is kept for the backward pass.
    void forward(Backend backend, int rows, FloatTensor x, FloatTensor out, FloatTensor statistics);

    /// Adds to dx and to the parameters' gradients, and writes out anew.
    void backward(
            Backend backend,
            int rows,
            FloatTensor x,
            FloatTensor statistics,
            FloatTensor dOut,
            FloatTensor dx,
            FloatTensor out);

    record Layer(Vector gain, Vector bias, float epsilon) implements NormLayer {
        @Override
        public void forward(Backend backend, int rows, FloatTensor x, FloatTensor out, FloatTensor statistics) {
            backend.layerNorm(rows, x, gain, bias, epsilon, out, statistics);
        }

        @Override
        public void backward(
                Backend backend,
                int rows,
                FloatTensor x,
                FloatTensor statistics,
                FloatTensor dOut,
                FloatTensor dx,
                FloatTensor out) {
            backend.layerNormBackward(rows, x, statistics, gain, bias, dOut, dx, out);
        }
    }

    /// @param offset added to the gain
    record Rms(Vector gain, float offset, float epsilon) implements NormLayer {
        @Override
        public void forward(Backend backend, int rows, FloatTensor x, FloatTensor out, FloatTensor statistics) {
            backend.rmsNorm(rows, x, gain, offset, epsilon, out, statistics);
        }

        @Override
        public void backward(
                Backend backend,
                int rows,
                FloatTensor x,
                FloatTensor statistics,
                FloatTensor dOut,
                FloatTensor dx,
                FloatTensor out) {
            backend.rmsNormBackward(rows, x, statistics, gain, offset, dOut, dx, out);
        }
    }
}
