package org.dpoworkbench.engine.model;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.Vector;

/// y = x · W + b, where the family has b.
record LinearLayer(Matrix matrix, Optional<Vector> bias) {

    /// y = x · W + b, or adds that to y.
    void forward(Backend backend, int rows, FloatTensor x, FloatTensor y, boolean add) {
        backend.multiply(rows, x, matrix, y, add);
        if (bias.isPresent()) {
            backend.addBias(rows, y, bias.get());
        }
    }

    /// dx = dy · Wᵀ, or adds that to dx.
    void backwardInput(Backend backend, int rows, FloatTensor dy, FloatTensor dx, boolean add) {
        backend.multiplyBackwardInput(rows, dy, matrix, dx, add);
    }

    /// Adds to the gradients of W and b.
    void backwardParameters(Backend backend, int rows, FloatTensor x, FloatTensor dy) {
        backend.multiplyBackwardWeight(rows, x, dy, matrix);
        if (bias.isPresent()) {
            backend.biasBackward(rows, dy, bias.get());
        }
    }
}
