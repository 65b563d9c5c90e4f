package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;
import org.junit.jupiter.api.Tag;

/// Moments of 8 bits with the CUDA backend's kernels, run without a card.
@Tag("emulation")
class CudaEightBitAdamWTest extends EightBitAdamWTest {
    @Override
    Backend open() {
        return SharedCard.backend(Precision.FLOAT32);
    }
}
