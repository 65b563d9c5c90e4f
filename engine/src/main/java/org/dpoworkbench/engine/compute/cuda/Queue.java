package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import org.dpoworkbench.engine.compute.cuda.driver.Arguments;
import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// The card's queue of kernels. One set of arguments serves them all: a kernel is queued before the next one's are set.
final class Queue {
    private final CudaDriver driver;
    private final Arguments arguments;
    private final long module;

    /// @param image the kernels' machine code or PTX
    Queue(CudaDriver driver, Arena arena, byte[] image) {
        this.driver = driver;
        arguments = new Arguments(arena);
        module = driver.module(image);
    }

    /// A kernel of the module.
    Kernel kernel(String name) {
        return new Kernel(driver, arguments, driver.function(module, name));
    }

    CudaDriver driver() {
        return driver;
    }

    /// PTX as the driver takes it: with a zero behind.
    static byte[] terminated(String ptx) {
        return (ptx + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}
