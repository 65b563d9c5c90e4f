package org.dpoworkbench.engine.compute.cuda.emulator;

/// An instruction that the lanes of a member mask execute together: lanes that come early wait.
abstract class Converging extends Control {
    private final int members;

    /// @param members register of the member mask
    Converging(int members) {
        this.members = members;
    }

    /// With all of the members active.
    abstract void together(Warp warp);

    @Override
    final int next(Warp warp) {
        int[] masks = warp.registers[members].ints;
        int active = warp.active;
        int first = Integer.numberOfTrailingZeros(active);
        int mask = masks[first];
        for (int m = active; m != 0; m &= m - 1) {
            int lane = Integer.numberOfTrailingZeros(m);
            if (masks[lane] != mask) {
                throw warp.fault(this, lane, "lanes " + first + " and " + lane + " give different member masks");
            }
        }
        if ((active & ~mask) != 0) {
            int lane = Integer.numberOfTrailingZeros(active & ~mask);
            throw warp.fault(this, lane, "is not in the member mask 0x" + Integer.toHexString(mask));
        }
        int missing = mask & ~active;
        if (missing != 0) {
            if ((missing & ~warp.live) != 0) {
                throw warp.fault(
                        this,
                        first,
                        "lane " + Integer.numberOfTrailingZeros(missing & ~warp.live) + " of the member mask 0x"
                                + Integer.toHexString(mask) + " has returned or was never there");
            }
            warp.block();
            return CHOOSE;
        }
        together(warp);
        warp.syncs++;
        return index + 1;
    }
}
