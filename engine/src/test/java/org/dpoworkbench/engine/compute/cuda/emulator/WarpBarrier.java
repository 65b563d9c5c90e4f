package org.dpoworkbench.engine.compute.cuda.emulator;

/// `bar.warp.sync`.
final class WarpBarrier extends Converging {
    WarpBarrier(int members) {
        super(members);
    }

    @Override
    void together(Warp warp) {
        // Waiting was all.
    }
}
