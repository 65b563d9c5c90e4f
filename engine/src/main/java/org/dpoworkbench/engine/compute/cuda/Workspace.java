package org.dpoworkbench.engine.compute.cuda;

/// Memory of the card for what an operation leaves to its next kernel. It grows to the most that was ever needed, so
/// that after the first step nothing is allocated.
final class Workspace {
    private final DeviceMemory memory;
    private long address;
    private long bytes;

    Workspace(DeviceMemory memory) {
        this.memory = memory;
    }

    /// At least `needed` bytes; what was there is lost.
    long reserve(long needed) {
        if (needed > bytes) {
            if (bytes > 0) {
                memory.release(address, bytes);
                bytes = 0;
            }
            address = memory.allocate(needed);
            bytes = needed;
        }
        return address;
    }
}
