package org.dpoworkbench.engine.compute.cuda;

/// What is told of settings where a card's memory is full and nothing can be counted any more.
public final class LessMemory {
    public static final String ADVICE = "These need less, most first: an adapter in place of all weights (--use-peft)"
            + " over a base kept in bfloat16 (--frozen-dtype bfloat16); --gradient-checkpointing; a smaller"
            + " --max-tokens-per-micro-batch, which changes numbers by rounding alone; --optim rmsprop, with one state for"
            + " each weight where adamw_torch has two. dpo doctor tells how much of the card is free.";

    private LessMemory() {}
}
