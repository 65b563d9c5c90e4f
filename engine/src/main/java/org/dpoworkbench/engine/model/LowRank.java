package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.CounterRandom;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.compute.Matrix;

/// An adapter beside one module (Hu et al. 2021, arXiv 2106.09685, equation 3): y += scale · drop(x) · Aᵀ · Bᵀ, where
/// y are the module's columns of what may be a fused map's output.
///
/// Its passes run in this order: [#forward], [#backwardInput], [#backwardParameters].
///
/// @param number  of the module among the adapted ones: its dropout's own
/// @param first   of the module's columns
/// @param inner   A (r, inputs)
/// @param outer   B (outputs, r)
/// @param product (rows, r) drop(x) · Aᵀ, and on the way back its gradient
/// @param dropped (rows, inputs) drop(x), shared by all; none where nothing is dropped
/// @param mode    of all adapters of the decoder
record LowRank(
        int number,
        int first,
        Matrix inner,
        Matrix outer,
        float scale,
        FloatTensor product,
        FloatTensor dropped,
        AdapterMode mode) {

    /// Adds to y, where adapters are on.
    void forward(Backend backend, int rows, FloatTensor x, FloatTensor y) {
        if (mode.isOff()) {
            return;
        }
        backend.multiply(rows, drop(backend, rows, x), inner, product, false);
        backend.addOuter(rows, product, outer, scale, y, first);
    }

    /// Adds to dx and to B's gradient.
    void backwardInput(Backend backend, int rows, FloatTensor dy, FloatTensor dx) {
        backend.addOuterBackward(rows, dy, first, outer, scale, product);
        if (mode.drops()) {
            backend.multiplyBackwardInput(rows, product, inner, dropped, false);
            backend.dropout(rows, dropped, key(), mode.share(), dx, true);
        } else {
            backend.multiplyBackwardInput(rows, product, inner, dx, true);
        }
    }

    /// Adds to A's gradient.
    void backwardParameters(Backend backend, int rows, FloatTensor x) {
        backend.multiplyBackwardWeight(rows, drop(backend, rows, x), product, inner);
    }

    private FloatTensor drop(Backend backend, int rows, FloatTensor x) {
        if (!mode.drops()) {
            return x;
        }
        backend.dropout(rows, x, key(), mode.share(), dropped, false);
        return dropped;
    }

    private long key() {
        return CounterRandom.key(mode.key(), number);
    }
}
