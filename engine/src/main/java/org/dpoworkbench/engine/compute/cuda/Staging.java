package org.dpoworkbench.engine.compute.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory of the host between the program's arrays and the card; it grows to the most that was ever needed.
final class Staging implements AutoCloseable {
    private Arena arena = Arena.ofShared();
    private MemorySegment memory = MemorySegment.NULL;

    /// At least `bytes` of it; what was there is lost.
    MemorySegment reserve(long bytes) {
        if (bytes > memory.byteSize()) {
            arena.close();
            arena = Arena.ofShared();
            memory = arena.allocate(bytes, Long.BYTES);
        }
        return memory;
    }

    @Override
    public void close() {
        arena.close();
    }
}
