package org.dpoworkbench.engine.compute.cuda.emulator;

/// An instruction under a predicate: `@%p` or `@!%p`.
final class Guarded extends Instruction {
    private final Instruction inner;
    private final int predicate;
    private final int flip;

    Guarded(Instruction inner, int predicate, boolean negated) {
        this.inner = inner;
        this.predicate = predicate;
        flip = negated ? -1 : 0;
    }

    @Override
    void stand(Statement statement, int at) {
        super.stand(statement, at);
        inner.stand(statement, at);
    }

    @Override
    void execute(Warp warp) {
        int all = warp.active;
        int active = all & (warp.registers[predicate].mask ^ flip);
        if (active != 0) {
            warp.active = active;
            inner.execute(warp);
            warp.active = all;
        }
    }
}
