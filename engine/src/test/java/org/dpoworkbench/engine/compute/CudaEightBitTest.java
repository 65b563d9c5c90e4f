package org.dpoworkbench.engine.compute;

import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.SharedCard;

/// The CUDA kernel of AdamW with moments of 8 bits, run without a card.
class CudaEightBitTest implements EightBitConformance {
    @Override
    public Backend open() {
        return SharedCard.backend(Precision.FLOAT32);
    }
}
