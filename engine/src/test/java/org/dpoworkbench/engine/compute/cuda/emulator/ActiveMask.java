package org.dpoworkbench.engine.compute.cuda.emulator;

/// `activemask`: the lanes that execute it with each other.
final class ActiveMask extends Instruction {
    private final int d;

    ActiveMask(int d) {
        this.d = d;
    }

    @Override
    void execute(Warp warp) {
        int[] target = warp.registers[d].ints;
        for (int m = warp.active; m != 0; m &= m - 1) {
            target[Integer.numberOfTrailingZeros(m)] = warp.active;
        }
    }
}
