package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;
import org.junit.jupiter.api.Tag;

/// An adapter over a base in NF4 with the CUDA backend's kernels, run without a card.
@Tag("emulation")
class CudaNf4RunTest extends Nf4RunTest {
    @Override
    Backend open() {
        return SharedCard.backend(Precision.FLOAT32);
    }
}
