package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.cpu.Lanes.BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import org.dpoworkbench.engine.compute.Bfloat16Tensor;

/// Widens bfloat16 numbers in memory.
final class Bfloat16 {
    private Bfloat16() {}

    /// `count` numbers from `source` on become float32 from `target` on.
    static void widen(long source, long target, int count) {
        int i = 0;
        long to = target;
        for (; i <= count - LENGTH; i += LENGTH, to += BYTES) {
            Lanes.store(Lanes.widen(source + (long) i * Short.BYTES), to);
        }
        for (; i < count; i++, to += Float.BYTES) {
            Lanes.set(to, Bfloat16Tensor.widen(Lanes.getShort(source + (long) i * Short.BYTES)));
        }
    }
}
