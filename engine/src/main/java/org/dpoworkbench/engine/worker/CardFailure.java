package org.dpoworkbench.engine.worker;

import org.dpoworkbench.engine.compute.cuda.LessMemory;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;

/// What is told where a card fails in the middle of its work.
public final class CardFailure {
    private CardFailure() {}

    /// In words, with what to do.
    public static String told(CudaException e) {
        return e.isOutOfMemory()
                ? "The card's memory is full: %s. %s".formatted(words(e), LessMemory.ADVICE)
                : "The card failed: %s. It is not moved to the CPU; the run can be resumed from its last checkpoint, on the"
                                .formatted(words(e))
                        + " same device.";
    }

    private static String words(CudaException e) {
        return e.getMessage().replaceFirst("\\.$", "");
    }
}
