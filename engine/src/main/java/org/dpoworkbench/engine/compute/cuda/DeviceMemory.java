package org.dpoworkbench.engine.compute.cuda;

import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;

/// The card's memory, zeroed, and how much of it was handed out. What is left is given back when the driver is closed.
final class DeviceMemory {
    private final CudaDriver driver;
    private long allocated;

    DeviceMemory(CudaDriver driver) {
        this.driver = driver;
    }

    /// @throws org.dpoworkbench.engine.compute.cuda.driver.CudaException where the card has not as much
    long allocate(long bytes) {
        long words = Math.max(1, Math.ceilDiv(bytes, Integer.BYTES));
        long address = driver.allocate(words * Integer.BYTES);
        driver.fill(address, 0, words);
        allocated += bytes;
        return address;
    }

    /// Of the host's memory, zeroed, which is not counted.
    long allocateOnHost(long bytes) {
        long words = Math.max(1, Math.ceilDiv(bytes, Integer.BYTES));
        long address = driver.allocateOnHost(words * Integer.BYTES);
        driver.fill(address, 0, words);
        return address;
    }

    void release(long address, long bytes) {
        driver.release(address);
        allocated -= bytes;
    }

    long allocatedBytes() {
        return allocated;
    }
}
