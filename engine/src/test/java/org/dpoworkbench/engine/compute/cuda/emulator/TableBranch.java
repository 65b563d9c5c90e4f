package org.dpoworkbench.engine.compute.cuda.emulator;

/// `brx.idx`: each lane goes on at the label of its index.
final class TableBranch extends Control {
    private final int register;
    private final int[] targets;

    TableBranch(int register, int[] targets) {
        this.register = register;
        this.targets = targets;
    }

    @Override
    int next(Warp warp) {
        int[] indexes = warp.registers[register].ints;
        int left = warp.active;
        while (true) {
            int first = Integer.numberOfTrailingZeros(left);
            int chosen = indexes[first];
            if (chosen < 0 || chosen >= targets.length) {
                throw warp.fault(this, first, "index " + chosen + " is outside of the table of " + targets.length);
            }
            int same = 0;
            for (int m = left; m != 0; m &= m - 1) {
                int lane = Integer.numberOfTrailingZeros(m);
                same |= indexes[lane] == chosen ? 1 << lane : 0;
            }
            left &= ~same;
            if (left == 0) {
                return targets[chosen];
            }
            warp.split(same, targets[chosen], index);
            warp.active = left;
        }
    }
}
