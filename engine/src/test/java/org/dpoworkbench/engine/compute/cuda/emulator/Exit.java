package org.dpoworkbench.engine.compute.cuda.emulator;

/// `ret` and `exit`: the active lanes are done.
final class Exit extends Control {
    @Override
    int next(Warp warp) {
        warp.exit();
        return CHOOSE;
    }
}
