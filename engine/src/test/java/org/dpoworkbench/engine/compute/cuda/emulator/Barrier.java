package org.dpoworkbench.engine.compute.cuda.emulator;

/// `bar.sync`: all threads of the block that have not returned wait for each other here.
final class Barrier extends Control {
    @Override
    int next(Warp warp) {
        if (warp.active != warp.live) {
            warp.block();
            return CHOOSE;
        }
        warp.syncs++;
        return BARRIER;
    }
}
