package org.dpoworkbench.engine.compute.cuda.emulator;

/// The threads that share a shared memory. Used for one block after the other.
final class Block {
    final Kernel kernel;
    final int threads;
    final SharedMemory shared;
    final Checks checks;

    /// Of the launch.
    Region parameters;

    DeviceMemory memory;
    int gridX;
    int gridY;

    /// The number of the launch's first block in [Region#writers], and this one's.
    int firstWriter;

    int writer;

    int x;
    int y;

    private final Warp[] warps;
    private final boolean[] waits;

    Block(Kernel kernel, int threads, Checks checks) {
        this.kernel = kernel;
        this.threads = threads;
        this.checks = checks;
        shared = new SharedMemory(kernel, checks.warpRaces());
        warps = new Warp[(threads + Register.LANES - 1) / Register.LANES];
        waits = new boolean[warps.length];
        for (int w = 0; w < warps.length; w++) {
            int lanes = threads - w * Register.LANES;
            warps[w] = new Warp(this, w, lanes >= Register.LANES ? -1 : (1 << lanes) - 1);
        }
    }

    /// Runs one block to its end.
    ///
    /// @return warp instructions executed
    long run(int blockX, int blockY) {
        x = blockX;
        y = blockY;
        writer = firstWriter + blockY * gridX + blockX;
        shared.begin();
        for (int w = 0; w < warps.length; w++) {
            warps[w].begin();
            warps[w].executed = 0;
            waits[w] = true;
        }
        while (interval()) {
            shared.barrier();
            answer();
        }
        long executed = 0;
        for (Warp warp : warps) {
            executed += warp.executed;
        }
        return executed;
    }

    /// What the threads at the barrier asked of each other.
    private void answer() {
        int holds = 0;
        int present = 0;
        for (int w = 0; w < warps.length; w++) {
            if (waits[w]) {
                holds += warps[w].barrier().holds(warps[w]);
                present += Integer.bitCount(warps[w].live);
            }
        }
        for (int w = 0; w < warps.length; w++) {
            if (waits[w]) {
                warps[w].barrier().tell(warps[w], holds, present);
            }
        }
    }

    /// Runs every warp to its next barrier; whether any is at one.
    private boolean interval() {
        Warp first = null;
        for (int w = 0; w < warps.length; w++) {
            if (waits[w]) {
                waits[w] = warps[w].run();
            }
            if (waits[w] && first == null) {
                first = warps[w];
            } else if (waits[w] && warps[w].barrier() != first.barrier()) {
                throw warps[w].fault(
                        warps[w].barrier(),
                        0,
                        "threads of the block wait at different barriers: warp " + first.index + " at "
                                + first.barrier().place());
            }
        }
        return first != null;
    }
}
