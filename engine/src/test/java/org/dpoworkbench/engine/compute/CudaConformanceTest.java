package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;
import org.junit.jupiter.api.Tag;

/// The CUDA backend's kernels as they ship, run instruction by instruction without a card, against the control.
@Tag("emulation")
class CudaConformanceTest implements BackendConformance {
    @Override
    public Backend open() {
        return SharedCard.backend(Precision.FLOAT32);
    }
}
