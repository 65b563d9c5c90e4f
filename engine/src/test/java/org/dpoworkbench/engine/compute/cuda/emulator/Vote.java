package org.dpoworkbench.engine.compute.cuda.emulator;

/// `vote.sync`: what the member lanes' predicates say together.
final class Vote extends Converging {
    /// The question.
    enum Mode {
        ALL,
        ANY,
        UNI,
        BALLOT
    }

    private final Mode mode;
    private final int d;
    private final int predicate;
    private final int flip;

    Vote(int members, Mode mode, int d, int predicate, boolean negated) {
        super(members);
        this.mode = mode;
        this.d = d;
        this.predicate = predicate;
        flip = negated ? -1 : 0;
    }

    @Override
    void together(Warp warp) {
        int active = warp.active;
        int holds = (warp.registers[predicate].mask ^ flip) & active;
        Register target = warp.registers[d];
        switch (mode) {
            case BALLOT -> {
                for (int m = active; m != 0; m &= m - 1) {
                    target.ints[Integer.numberOfTrailingZeros(m)] = holds;
                }
            }
            case ALL -> answer(target, active, holds == active);
            case ANY -> answer(target, active, holds != 0);
            case UNI -> answer(target, active, holds == 0 || holds == active);
        }
    }

    private static void answer(Register target, int active, boolean yes) {
        target.mask = (target.mask & ~active) | (yes ? active : 0);
    }
}
