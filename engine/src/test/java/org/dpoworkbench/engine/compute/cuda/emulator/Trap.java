package org.dpoworkbench.engine.compute.cuda.emulator;

/// `trap`: the kernel gives up.
final class Trap extends Instruction {
    @Override
    void execute(Warp warp) {
        throw warp.fault(this, Integer.numberOfTrailingZeros(warp.active), "the kernel trapped");
    }
}
