package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;

/// Products of the CUDA backend with weights in NF4, its kernels run without a card, against the control.
class CudaNf4Test implements Nf4Conformance {
    @Override
    public Backend open() {
        return SharedCard.backend(Precision.FLOAT32);
    }
}
