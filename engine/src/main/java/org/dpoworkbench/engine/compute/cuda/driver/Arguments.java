package org.dpoworkbench.engine.compute.cuda.driver;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A kernel's arguments in one buffer, each at a multiple of its own size, as the compiler lays them out. Reused from
/// call to call: nothing is allocated.
public final class Arguments {
    private static final int MOST_BYTES = 256;

    private final MemorySegment buffer;
    private int bytes;

    public Arguments(Arena arena) {
        buffer = arena.allocate(MOST_BYTES, Long.BYTES);
    }

    public Arguments begin() {
        bytes = 0;
        return this;
    }

    /// An address or a 64-bit integer.
    public Arguments add(long value) {
        bytes = (bytes + Long.BYTES - 1) & -Long.BYTES;
        buffer.set(ValueLayout.JAVA_LONG, bytes, value);
        bytes += Long.BYTES;
        return this;
    }

    public Arguments add(double value) {
        return add(Double.doubleToRawLongBits(value));
    }

    public Arguments add(int value) {
        buffer.set(ValueLayout.JAVA_INT, bytes, value);
        bytes += Integer.BYTES;
        return this;
    }

    public Arguments add(float value) {
        return add(Float.floatToRawIntBits(value));
    }

    /// The buffer, of which [#bytes] are in use.
    public MemorySegment buffer() {
        return buffer;
    }

    public int bytes() {
        return bytes;
    }
}
