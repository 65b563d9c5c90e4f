package org.dpoworkbench.engine.compute.cuda.emulator;

/// `bra`: all of the active lanes go on elsewhere.
final class Branch extends Control {
    private int target;

    void to(int index) {
        target = index;
    }

    int target() {
        return target;
    }

    @Override
    int next(Warp warp) {
        return target;
    }
}
