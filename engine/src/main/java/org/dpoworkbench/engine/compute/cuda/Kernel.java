package org.dpoworkbench.engine.compute.cuda;

import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// One kernel. [#arguments] first, then one of the ways to run it; a grid of nothing is not run.
final class Kernel {
    /// Threads of a block where the kernel leaves it open.
    private static final int THREADS = 256;
    private static final int WARP = 32;
    /// Blocks of a kernel whose threads go over all elements in strides.
    private static final long MOST_BLOCKS = 1 << 16;

    private final CudaDriver driver;
    private final Arguments arguments;
    private final long function;

    Kernel(CudaDriver driver, Arguments arguments, long function) {
        this.driver = driver;
        this.arguments = arguments;
        this.function = function;
    }

    /// Begins the list of arguments, in the order of the kernel's parameters.
    Arguments arguments() {
        return arguments.begin();
    }

    /// For kernels that go over `size` elements in strides of all their threads.
    void overElements(long size) {
        blocks(Math.min(MOST_BLOCKS, Math.ceilDiv(size, THREADS)), 1, THREADS);
    }

    /// For kernels that have a warp for each of `count` things.
    void aWarpEach(long count) {
        blocks(Math.ceilDiv(count, THREADS / WARP), 1, THREADS);
    }

    /// Blocks of 256 threads.
    void blocks(long x, int y) {
        blocks(x, y, THREADS);
    }

    void blocks(long x, int y, int threads) {
        if (x > 0 && y > 0) {
            driver.launch(function, Math.toIntExact(x), y, threads, arguments);
        }
    }
}
