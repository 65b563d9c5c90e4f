package org.dpoworkbench.engine.model;

import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;
import org.junit.jupiter.api.Tag;

/// Adapters with the CUDA backend's kernels, run without a card.
@Tag("card")
class CudaAdapterGoldenTest extends AdapterGoldenTest {
    @Override
    Backend open() {
        return SharedCard.backend(Precision.FLOAT32);
    }
}
