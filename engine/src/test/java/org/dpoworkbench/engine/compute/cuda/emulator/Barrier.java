package org.dpoworkbench.engine.compute.cuda.emulator;

/// `bar.sync` and `bar.red`: all threads of the block that have not returned wait for each other here. With `bar.red`
/// they also learn whether a predicate holds for all of them, or for any, or for how many.
final class Barrier extends Control {
    /// What the threads learn.
    enum Question {
        NOTHING,
        AND,
        OR,
        POPC
    }

    private final Question question;
    private final int d;
    private final int predicate;
    private final int flip;

    Barrier() {
        this(Question.NOTHING, 0, 0, false);
    }

    Barrier(Question question, int d, int predicate, boolean negated) {
        this.question = question;
        this.d = d;
        this.predicate = predicate;
        flip = negated ? -1 : 0;
    }

    @Override
    int next(Warp warp) {
        if (warp.active != warp.live) {
            warp.block();
            return CHOOSE;
        }
        warp.syncs++;
        return BARRIER;
    }

    /// For how many of the warp's threads the predicate holds.
    int holds(Warp warp) {
        return question == Question.NOTHING ? 0 : Integer.bitCount((warp.registers[predicate].mask ^ flip) & warp.live);
    }

    /// Tells the warp for how many of the block's threads it holds.
    void tell(Warp warp, int holds, int threads) {
        Register target = warp.registers[d];
        switch (question) {
            case NOTHING -> {}
            case AND -> target.mask = holds == threads ? -1 : 0;
            case OR -> target.mask = holds > 0 ? -1 : 0;
            case POPC -> target.fill(holds);
        }
    }
}
