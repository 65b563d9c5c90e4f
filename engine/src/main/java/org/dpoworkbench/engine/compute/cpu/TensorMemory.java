package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Where tensors lie, one behind the other in large pieces, until all are given back at once.
final class TensorMemory {
    /// Of a cache line, and of the widest vector.
    private static final long ALIGNMENT = 64;

    private static final long PIECE = 16 * HugePages.PAGE;

    private final Arena arena;
    private long next;
    private long left;

    TensorMemory(Arena arena) {
        this.arena = arena;
    }

    /// Zeros.
    ///
    /// @return the address, at a cache line
    /// @throws OutOfMemoryError where there is no memory
    long allocate(long bytes) {
        long needed = Math.ceilDiv(Math.max(1, bytes), ALIGNMENT) * ALIGNMENT;
        if (!HugePages.available()) {
            return arena.allocate(needed, ALIGNMENT).address();
        }
        if (needed > left) {
            long piece = Math.max(PIECE, Math.ceilDiv(needed, HugePages.PAGE) * HugePages.PAGE);
            MemorySegment fresh = HugePages.allocate(piece, arena);
            if (piece - needed <= left) {
                return fresh.address(); // the piece before has more room for what comes
            }
            next = fresh.address();
            left = piece;
        }
        long address = next;
        next += needed;
        left -= needed;
        return address;
    }
}
