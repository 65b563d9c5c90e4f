package org.dpoworkbench.engine.compute.cuda.emulator;

/// A control instruction under a predicate. Where only some lanes' predicate holds, the warp splits here; those for
/// which it holds come back to the instruction alone.
final class GuardedControl extends Control {
    private final Control inner;
    private final int predicate;
    private final int flip;

    GuardedControl(Control inner, int predicate, boolean negated) {
        this.inner = inner;
        this.predicate = predicate;
        flip = negated ? -1 : 0;
    }

    @Override
    void stand(Statement statement, int at) {
        super.stand(statement, at);
        inner.stand(statement, at);
    }

    /// Of a barrier under a predicate.
    Barrier barrier() {
        return (Barrier) inner;
    }

    @Override
    int next(Warp warp) {
        int holds = warp.active & (warp.registers[predicate].mask ^ flip);
        if (holds == 0) {
            return index + 1;
        }
        if (holds == warp.active) {
            return inner.next(warp);
        }
        int target = inner instanceof Branch branch ? branch.target() : index;
        warp.split(holds, target, index + 1);
        return CHOOSE;
    }
}
