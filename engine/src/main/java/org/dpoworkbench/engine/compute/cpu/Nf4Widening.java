package org.dpoworkbench.engine.compute.cpu;

import static org.dpoworkbench.engine.compute.Nf4.BLOCK;
import static org.dpoworkbench.engine.compute.Nf4.CODE_BYTES;
import static org.dpoworkbench.engine.compute.cpu.Lanes.LENGTH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.dpoworkbench.engine.compute.Nf4;
import org.dpoworkbench.engine.compute.Nf4Tensor;

/// Rows of NF4 as float32, one behind the other.
final class Nf4Widening implements WorkPool.Work {
    /// Whether vectors hold the sixteen levels in one or in two.
    private static final boolean BY_VECTORS = LENGTH == 16 || LENGTH == 8;

    private static final IntVector LOW = levels(0);
    private static final IntVector HIGH = levels(LENGTH % 16);

    private final WorkPool pool;
    private Nf4Tensor source;
    private long first;
    private long target;

    Nf4Widening(WorkPool pool) {
        this.pool = pool;
    }

    /// The bits of as many levels as there are lanes, from `first` on.
    private static IntVector levels(int first) {
        int[] bits = new int[LENGTH];
        float[] levels = Nf4.levels();
        for (int i = 0; i < LENGTH; i++) {
            bits[i] = Float.floatToRawIntBits(levels[(first + i) % levels.length]);
        }
        return IntVector.fromArray(Lanes.INTS, bits, 0);
    }

    /// The `rows` rows of the tensor from number `first` on.
    ///
    /// @param target room for their numbers
    void run(Nf4Tensor source, long first, int rows, long target) {
        this.source = source;
        this.first = first;
        this.target = target;
        pool.run(this, rows, Grain.rows(source.columns()));
    }

    @Override
    public void run(int from, int to, int worker) {
        int columns = source.columns();
        int blocks = source.blocks();
        for (int r = from; r < to; r++) {
            long codes = source.address() + (first + r) * source.rowBytes();
            long factors = codes + (long) blocks * CODE_BYTES;
            long out = target + (long) r * columns * Float.BYTES;
            for (int block = 0; block < blocks; block++) {
                float factor = Lanes.get(factors + (long) block * Float.BYTES);
                int column = block * BLOCK;
                if (BY_VECTORS && columns - column >= BLOCK) {
                    widenBlock(codes + (long) block * CODE_BYTES, factor, out + (long) column * Float.BYTES);
                } else {
                    widenPart(
                            codes + (long) block * CODE_BYTES,
                            factor,
                            out + (long) column * Float.BYTES,
                            Math.min(BLOCK, columns - column));
                }
            }
        }
    }

    private static void widenBlock(long codes, float factor, long out) {
        for (int i = 0; i < CODE_BYTES; i += LENGTH) {
            IntVector both = Lanes.unsignedBytes(codes + i);
            long to = out + (long) i * Float.BYTES;
            Lanes.store(levelsOf(both.and(15)).mul(factor), to);
            Lanes.store(
                    levelsOf(both.lanewise(VectorOperators.LSHR, 4)).mul(factor), to + (long) CODE_BYTES * Float.BYTES);
        }
    }

    private static FloatVector levelsOf(IntVector codes) {
        return (LENGTH == 16 ? codes.selectFrom(LOW) : codes.selectFrom(LOW, HIGH)).reinterpretAsFloats();
    }

    private static void widenPart(long codes, float factor, long out, int count) {
        for (int i = 0; i < count; i++) {
            int both = Lanes.getByte(codes + i % CODE_BYTES);
            int code = i < CODE_BYTES ? both & 15 : both >>> 4 & 15;
            Lanes.set(out + (long) i * Float.BYTES, Nf4.widen(code, factor));
        }
    }
}
