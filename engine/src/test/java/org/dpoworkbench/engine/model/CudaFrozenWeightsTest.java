package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;
import org.junit.jupiter.api.Tag;

/// Frozen weights with the CUDA backend's kernels, run without a card.
@Tag("emulation")
class CudaFrozenWeightsTest extends FrozenWeightsTest {
    @Override
    Backend open() {
        return SharedCard.backend(Precision.FLOAT32);
    }
}
