package org.dpoworkbench.engine.generate;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;
import org.junit.jupiter.api.Tag;

/// Generating with the CUDA backend's kernels, run without a card.
@Tag("emulation")
class CudaTextSamplerTest extends TextSamplerTest {
    @Override
    Backend open() {
        return SharedCard.backend(Precision.FLOAT32);
    }
}
