package org.dpoworkbench.engine.worker;

import org.dpoworkbench.engine.compute.cuda.driver.CudaException;

/// What is told where a card fails in the middle of its work.
public final class CardFailure {
    private static final String LESS = "These need less, most first: an adapter in place of all weights (--use-peft)"
            + " over a base kept in bfloat16 (--frozen-dtype bfloat16, or nf4); --gradient-checkpointing; a smaller"
            + " --max-tokens-per-micro-batch, which changes numbers by rounding alone; --optim paged_adamw_32bit, whose state"
            + " lies in the host's memory, or adamw_8bit, with a quarter of it. dpo doctor tells how much of the card is free.";

    private CardFailure() {}

    /// In words, with what to do.
    public static String told(CudaException e) {
        return e.isOutOfMemory()
                ? "The card's memory is full: %s. %s".formatted(words(e), LESS)
                : "The card failed: %s. It is not moved to the CPU; the run can be resumed from its last checkpoint, on the"
                                .formatted(words(e))
                        + " same device.";
    }

    private static String words(CudaException e) {
        return e.getMessage().replaceFirst("\\.$", "");
    }
}
