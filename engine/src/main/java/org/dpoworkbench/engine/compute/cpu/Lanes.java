package org.dpoworkbench.engine.compute.cpu;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// What the kernels share: loads and stores by absolute address, and arithmetic whose bits never change.
///
/// `FloatVector.reduceLanes` may add in any order and `lanewise(EXP)` is one function when interpreted and
/// another when compiled; both would make two runs of the same configuration differ. So sums and exponentials are
/// spelled out here in operations that IEEE 754 fixes.
final class Lanes {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LENGTH = SPECIES.length();
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SPECIES.vectorShape());
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SPECIES.vectorShape());

    /// Half as wide, with as many lanes.
    private static final VectorSpecies<Short> SHORTS =
            VectorSpecies.of(short.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

    /// A quarter as wide, with as many lanes where there are eight or more.
    private static final VectorSpecies<Byte> EIGHT_BITS =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, SPECIES.vectorBitSize() / 4)));

    static final long BYTES = (long) LENGTH * Float.BYTES;

    /// The whole address space; kernels are given addresses whose range [CpuBackend] has checked.
    static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    static final ByteOrder ORDER = ByteOrder.nativeOrder();

    // Turns by so many lanes. Not in a list: vectors that go round a loop are kept on the heap.
    private static final VectorShuffle<Float> BY_8 = turn(SPECIES, 8);
    private static final VectorShuffle<Float> BY_4 = turn(SPECIES, 4);
    private static final VectorShuffle<Float> BY_2 = turn(SPECIES, 2);
    private static final VectorShuffle<Float> BY_1 = turn(SPECIES, 1);
    private static final VectorShuffle<Double> DOUBLES_BY_4 = turn(DOUBLES, 4);
    private static final VectorShuffle<Double> DOUBLES_BY_2 = turn(DOUBLES, 2);
    private static final VectorShuffle<Double> DOUBLES_BY_1 = turn(DOUBLES, 1);

    private static final float LOG2_E = 1.44269504f;
    private static final float LN2_HIGH = 0.693359375f;
    private static final float LN2_LOW = -2.12194440e-4f;

    /// 1.5 · 2²³: added to a float below 2²², it leaves the nearest integer in the lowest bits of the sum.
    private static final float ROUNDER = 12_582_912f;

    /// Of 1; with an integer added to its exponent, the bits of that power of 2.
    private static final int ONE_BITS = 0x3F80_0000;

    private Lanes() {}

    private static <E> VectorShuffle<E> turn(VectorSpecies<E> species, int lanes) {
        return VectorShuffle.fromOp(species, i -> (i + lanes) % species.length());
    }

    static FloatVector load(long address) {
        return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER);
    }

    static FloatVector load(long address, VectorMask<Float> mask) {
        return FloatVector.fromMemorySegment(SPECIES, MEMORY, address, ORDER, mask);
    }

    static void store(FloatVector v, long address) {
        v.intoMemorySegment(MEMORY, address, ORDER);
    }

    static void store(FloatVector v, long address, VectorMask<Float> mask) {
        v.intoMemorySegment(MEMORY, address, ORDER, mask);
    }

    /// As many bfloat16 numbers as there are lanes, as float32.
    static FloatVector widen(long address) {
        return ((IntVector) ShortVector.fromMemorySegment(SHORTS, MEMORY, address, ORDER)
                        .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTS, 0))
                .lanewise(VectorOperators.LSHL, 16)
                .reinterpretAsFloats();
    }

    /// As many bytes as there are lanes, eight or more, as integers from 0 to 255.
    static IntVector unsignedBytes(long address) {
        return (IntVector) ByteVector.fromMemorySegment(EIGHT_BITS, MEMORY, address, ORDER)
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    }

    static byte getByte(long address) {
        return MEMORY.get(java.lang.foreign.ValueLayout.JAVA_BYTE, address);
    }

    static void setByte(long address, byte value) {
        MEMORY.set(java.lang.foreign.ValueLayout.JAVA_BYTE, address, value);
    }

    static short getShort(long address) {
        return MEMORY.get(java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED, address);
    }

    static void setShort(long address, short value) {
        MEMORY.set(java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED, address, value);
    }

    static float get(long address) {
        return MEMORY.get(java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED, address);
    }

    static void set(long address, float value) {
        MEMORY.set(java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
    }

    static int getInt(long address) {
        return MEMORY.get(java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED, address);
    }

    static void setInt(long address, int value) {
        MEMORY.set(java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED, address, value);
    }

    /// The lanes below `count`.
    static VectorMask<Float> below(int count) {
        return SPECIES.indexInRange(0, count);
    }

    /// Zeros from one of a row's numbers to another, exclusive.
    static void clear(long row, int from, int to) {
        FloatVector zero = FloatVector.zero(SPECIES);
        int c = from;
        for (; c + LENGTH <= to; c += LENGTH) {
            store(zero, row + (long) c * Float.BYTES);
        }
        if (c < to) {
            store(zero, row + (long) c * Float.BYTES, below(to - c));
        }
    }

    /// Sum of all lanes, halves first: the same order always.
    static float sum(FloatVector v) {
        FloatVector s = v;
        if (LENGTH > 8) {
            s = s.add(s.rearrange(BY_8));
        }
        if (LENGTH > 4) {
            s = s.add(s.rearrange(BY_4));
        }
        s = s.add(s.rearrange(BY_2));
        return s.add(s.rearrange(BY_1)).lane(0);
    }

    /// Sum of all lanes, halves first.
    static double sum(DoubleVector v) {
        DoubleVector s = v;
        if (LENGTH > 8) {
            s = s.add(s.rearrange(DOUBLES_BY_4));
        }
        if (LENGTH > 4) {
            s = s.add(s.rearrange(DOUBLES_BY_2));
        }
        return s.add(s.rearrange(DOUBLES_BY_1)).lane(0);
    }

    /// Σ a · b over numbers that lie one behind the other.
    static float dot(long a, long b, int count) {
        FloatVector sum = FloatVector.zero(SPECIES);
        int whole = SPECIES.loopBound(count);
        for (int i = 0; i < whole; i += LENGTH) {
            long at = (long) i * Float.BYTES;
            sum = load(a + at).fma(load(b + at), sum);
        }
        if (whole < count) {
            VectorMask<Float> rest = below(count - whole);
            long at = (long) whole * Float.BYTES;
            sum = load(a + at, rest).fma(load(b + at, rest), sum);
        }
        return sum(sum);
    }

    /// Largest lane, where none is NaN; else one of them.
    static float max(FloatVector v) {
        FloatVector m = v;
        if (LENGTH > 8) {
            m = larger(m, m.rearrange(BY_8));
        }
        if (LENGTH > 4) {
            m = larger(m, m.rearrange(BY_4));
        }
        m = larger(m, m.rearrange(BY_2));
        return larger(m, m.rearrange(BY_1)).lane(0);
    }

    /// The larger of two, lane by lane; `a` where one is NaN. `FloatVector.max` also makes that NaN, and tells 0 from
    /// −0,
    /// which takes several times as long.
    static FloatVector larger(FloatVector a, FloatVector b) {
        return a.blend(b, b.compare(VectorOperators.GT, a));
    }

    /// e^x within 1.5 units in the last place (range reduction by ln 2, then Cephes' polynomial); 0 is never
    /// returned, the smallest value is e^-87.3.
    static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.blend(-87.3f, x.compare(VectorOperators.LT, -87.3f));
        bounded = bounded.blend(88.3f, bounded.compare(VectorOperators.GT, 88.3f));
        FloatVector shifted = bounded.fma(LOG2_E, ROUNDER);
        FloatVector n = shifted.sub(ROUNDER);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -LN2_HIGH), bounded);
        r = n.fma(FloatVector.broadcast(SPECIES, -LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, 1.9875691500e-4f);
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1.3981999507e-3f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 8.3334519073e-3f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 4.1665795894e-2f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 1.6666665459e-1f));
        p = p.fma(r, FloatVector.broadcast(SPECIES, 5.0000001201e-1f));
        p = p.fma(r.mul(r), r).add(1f);
        IntVector power =
                shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23).add(ONE_BITS);
        return p.mul(power.reinterpretAsFloats());
    }

    /// 1 / (1 + e^-x)
    static FloatVector sigmoid(FloatVector x) {
        return FloatVector.broadcast(SPECIES, 1f).div(exp(x.neg()).add(1f));
    }

    /// tanh x = 1 − 2 / (e^2x + 1), and near 0, where that loses its digits, Cephes' polynomial: a relative error of
    /// at most 3e-7 everywhere.
    static FloatVector tanh(FloatVector x) {
        FloatVector two = FloatVector.broadcast(SPECIES, 2f);
        FloatVector far =
                FloatVector.broadcast(SPECIES, 1f).sub(two.div(exp(x.add(x)).add(1f)));
        FloatVector square = x.mul(x);
        FloatVector p = FloatVector.broadcast(SPECIES, -5.70498872745e-3f);
        p = p.fma(square, FloatVector.broadcast(SPECIES, 2.06390887954e-2f));
        p = p.fma(square, FloatVector.broadcast(SPECIES, -5.37397155531e-2f));
        p = p.fma(square, FloatVector.broadcast(SPECIES, 1.33314422036e-1f));
        p = p.fma(square, FloatVector.broadcast(SPECIES, -3.33332819422e-1f));
        FloatVector near = p.mul(square).fma(x, x);
        return far.blend(near, x.abs().compare(VectorOperators.LT, 0.625f));
    }
}
