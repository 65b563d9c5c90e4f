package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.junit.jupiter.api.Test;

class CardFailureTest {
    @Test
    void aFullCardSaysWhatWasAskedAndWhatNeedsLess() {
        assertThat(CardFailure.told(new CudaException(
                        "cuMemAlloc of 1,024 bytes", CudaException.OUT_OF_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY")))
                .startsWith(
                        "The card's memory is full: cuMemAlloc of 1,024 bytes failed: CUDA_ERROR_OUT_OF_MEMORY (2).")
                .contains("--use-peft", "--gradient-checkpointing", "--max-tokens-per-micro-batch");
    }

    @Test
    void anotherFailureSaysWhereTheRunGoesOn() {
        assertThat(CardFailure.told(new CudaException("cuStreamSynchronize", 700, "CUDA_ERROR_ILLEGAL_ADDRESS")))
                .startsWith("The card failed: cuStreamSynchronize failed: CUDA_ERROR_ILLEGAL_ADDRESS (700).")
                .contains("last checkpoint")
                .doesNotContain("--use-peft");
    }
}
