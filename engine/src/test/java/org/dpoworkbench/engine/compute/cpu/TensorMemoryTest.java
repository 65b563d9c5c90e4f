package org.dpoworkbench.engine.compute.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorMemoryTest {
    private record Piece(long address, long bytes) {
        long end() {
            return address + bytes;
        }

        MemorySegment segment() {
            return MemorySegment.ofAddress(address).reinterpret(bytes);
        }
    }

    @Test
    void tensorsAreZeroAtCacheLinesAndApart() {
        try (Arena arena = Arena.ofShared()) {
            var memory = new TensorMemory(arena);
            List<Piece> pieces = new ArrayList<>();
            for (long bytes : new long[] {0, 4, 64, 100, 3 << 20, 31 << 20, 40 << 20, 12, 2 << 20, (80 << 20) + 4}) {
                pieces.add(new Piece(memory.allocate(bytes), bytes));
            }
            for (Piece piece : pieces) {
                assertThat(piece.address() % 64).isZero();
                assertThat(piece.segment().mismatch(arena.allocate(Math.max(1, piece.bytes()))))
                        .as("%d zeros", piece.bytes())
                        .isIn(-1L, piece.bytes());
                piece.segment().fill((byte) 1);
            }
            for (Piece a : pieces) {
                for (Piece b : pieces) {
                    assertThat(a == b || a.end() <= b.address() || b.end() <= a.address())
                            .isTrue();
                }
            }
        }
    }

    @Test
    void whatCannotBeHadIsTold() {
        try (Arena arena = Arena.ofShared()) {
            var memory = new TensorMemory(arena);
            assertThatThrownBy(() -> memory.allocate(1L << 60)).isInstanceOf(OutOfMemoryError.class);
            long after = memory.allocate(8);
            MemorySegment.ofAddress(after).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, 1);
        }
    }
}
