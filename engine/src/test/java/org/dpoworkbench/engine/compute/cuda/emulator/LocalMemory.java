package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Arrays;

/// A warp's local memory: each lane has its own, at addresses from zero.
final class LocalMemory {
    private final Region[] lanes = new Region[Register.LANES];
    private final int size;

    LocalMemory(Kernel kernel) {
        size = kernel.localBytes;
        for (int lane = 0; lane < lanes.length; lane++) {
            lanes[lane] = new Region(0, size, false);
        }
    }

    void begin() {
        for (Region lane : lanes) {
            Arrays.fill(lane.state, 0, size, Region.NEVER_WRITTEN);
        }
    }

    Region lane(int lane) {
        return lanes[lane];
    }
}
