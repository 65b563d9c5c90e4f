package org.dpoworkbench.engine.compute.cuda.emulator;

/// An instruction that says what the active lanes do next.
abstract class Control extends Instruction {
    /// The group of lanes that ran is to be chosen anew: it split, waits or is at its end.
    static final int CHOOSE = -1;

    /// The whole warp waits for the block.
    static final int BARRIER = -2;

    /// What comes next for all of the active lanes, or [#CHOOSE], or [#BARRIER].
    abstract int next(Warp warp);

    @Override
    final void execute(Warp warp) {
        throw new IllegalStateException("a jump is not executed in a row: " + place());
    }
}
