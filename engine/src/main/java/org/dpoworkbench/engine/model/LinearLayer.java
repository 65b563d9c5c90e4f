package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;
import org.dpoworkbench.engine.compute.Vector;

/// y = x · W + b, where the family has b, and what adapters beside it add. What is not trained gets no gradient.
///
/// @param adapters of its parts
record LinearLayer(Matrix matrix, Optional<Vector> bias, List<LowRank> adapters) {

    /// y = x · W + b, or adds that to y.
    void forward(Backend backend, int rows, FloatTensor x, FloatTensor y, boolean add) {
        backend.multiply(rows, x, matrix, y, add);
        if (bias.isPresent()) {
            backend.addBias(rows, y, bias.get());
        }
        for (int a = 0; a < adapters.size(); a++) {
            adapters.get(a).forward(backend, rows, x, y);
        }
    }

    /// dx = dy · Wᵀ, or adds that to dx. Comes before [#backwardParameters].
    void backwardInput(Backend backend, int rows, FloatTensor dy, FloatTensor dx, boolean add) {
        backend.multiplyBackwardInput(rows, dy, matrix, dx, add);
        for (int a = 0; a < adapters.size(); a++) {
            adapters.get(a).backwardInput(backend, rows, dy, dx);
        }
    }

    /// Adds to the gradients of W and b, or of the adapters' matrices.
    void backwardParameters(Backend backend, int rows, FloatTensor x, FloatTensor dy) {
        if (matrix.trained()) {
            backend.multiplyBackwardWeight(rows, x, dy, matrix);
        }
        if (bias.isPresent() && bias.get().trained()) {
            backend.biasBackward(rows, dy, bias.get());
        }
        for (int a = 0; a < adapters.size(); a++) {
            adapters.get(a).backwardParameters(backend, rows, x);
        }
    }
}
