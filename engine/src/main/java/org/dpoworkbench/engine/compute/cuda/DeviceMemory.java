package org.dpoworkbench.engine.compute.cuda;

import org.dpoworkbench.engine.compute.cuda.driver.CudaDriver;
import org.dpoworkbench.engine.compute.cuda.driver.CudaException;
import org.dpoworkbench.engine.problem.UserError;

/// The card's memory, in pieces that are given back together.
final class DeviceMemory implements AutoCloseable {
    private static final long MIB = 1 << 20;

    private final CudaDriver driver;
    private long[] addresses = new long[64];
    private int pieces;
    private long allocated;

    DeviceMemory(CudaDriver driver) {
        this.driver = driver;
    }

    /// Zeroed memory.
    ///
    /// @throws UserError where the card has not as much
    long allocate(long bytes) {
        long words = Math.max(1, Math.ceilDiv(bytes, Integer.BYTES));
        long address;
        try {
            address = driver.allocate(words * Integer.BYTES);
        } catch (CudaException e) {
            throw e.isOutOfMemory() ? outOfMemory(bytes, e) : e;
        }
        driver.fill(address, 0, words);
        if (pieces == addresses.length) {
            addresses = java.util.Arrays.copyOf(addresses, 2 * pieces);
        }
        addresses[pieces++] = address;
        allocated += bytes;
        return address;
    }

    /// Gives back one piece.
    void release(long address, long bytes) {
        for (int i = 0; i < pieces; i++) {
            if (addresses[i] == address) {
                driver.release(address);
                addresses[i] = addresses[--pieces];
                allocated -= bytes;
                return;
            }
        }
        throw new IllegalArgumentException("no piece of memory at " + address);
    }

    long allocatedBytes() {
        return allocated;
    }

    private UserError outOfMemory(long bytes, CudaException cause) {
        return new UserError(
                ("The card %s is out of memory: %,d MiB were asked for, %,d of its %,d MiB are free, and this run has"
                                + " %,d MiB already. Does another process use it? %s")
                        .formatted(
                                driver.card().name(),
                                Math.ceilDiv(bytes, MIB),
                                driver.freeBytes() / MIB,
                                driver.card().memoryBytes() / MIB,
                                allocated / MIB,
                                LessMemory.ADVICE),
                cause);
    }

    @Override
    public void close() {
        while (pieces > 0) {
            driver.release(addresses[--pieces]);
        }
    }
}
