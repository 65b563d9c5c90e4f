package org.dpoworkbench.engine.weights;

import java.lang.foreign.MemorySegment;

/// Float32 numbers to be written, wherever they are.
public interface Floats {
    /// How many there are.
    long count();

    /// Numbers `first` to `first + count`, in native byte order; to be read before the next call.
    MemorySegment read(long first, long count);

    /// Those of a piece of memory.
    static Floats of(MemorySegment memory) {
        return new Floats() {
            @Override
            public long count() {
                return memory.byteSize() / Float.BYTES;
            }

            @Override
            public MemorySegment read(long first, long count) {
                return memory.asSlice(first * Float.BYTES, count * Float.BYTES);
            }
        };
    }
}
