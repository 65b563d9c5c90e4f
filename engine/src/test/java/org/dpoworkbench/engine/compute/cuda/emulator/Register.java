package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Arrays;

/// One register of a warp: a number for each of its 32 lanes, in the array of its bank; the others are null. A
/// predicate is one word with a bit for each lane.
final class Register {
    static final int LANES = 32;

    final Bank bank;
    final int[] ints;
    final float[] floats;
    final long[] longs;
    final double[] doubles;
    int mask;

    Register(Bank bank) {
        this.bank = bank;
        ints = bank == Bank.INT ? new int[LANES] : null;
        floats = bank == Bank.FLOAT ? new float[LANES] : null;
        longs = bank == Bank.LONG ? new long[LANES] : null;
        doubles = bank == Bank.DOUBLE ? new double[LANES] : null;
    }

    /// The same bits in every lane.
    void fill(long bits) {
        switch (bank) {
            case PREDICATE -> mask = bits != 0 ? -1 : 0;
            case INT -> Arrays.fill(ints, (int) bits);
            case FLOAT -> Arrays.fill(floats, Float.intBitsToFloat((int) bits));
            case LONG -> Arrays.fill(longs, bits);
            case DOUBLE -> Arrays.fill(doubles, Double.longBitsToDouble(bits));
        }
    }

    /// Takes over some lanes of a register of the same bank.
    void take(Register other, int lanes) {
        switch (bank) {
            case PREDICATE -> mask = (mask & ~lanes) | (other.mask & lanes);
            case INT -> {
                for (int m = lanes; m != 0; m &= m - 1) {
                    int lane = Integer.numberOfTrailingZeros(m);
                    ints[lane] = other.ints[lane];
                }
            }
            case FLOAT -> {
                for (int m = lanes; m != 0; m &= m - 1) {
                    int lane = Integer.numberOfTrailingZeros(m);
                    floats[lane] = other.floats[lane];
                }
            }
            case LONG -> {
                for (int m = lanes; m != 0; m &= m - 1) {
                    int lane = Integer.numberOfTrailingZeros(m);
                    longs[lane] = other.longs[lane];
                }
            }
            case DOUBLE -> {
                for (int m = lanes; m != 0; m &= m - 1) {
                    int lane = Integer.numberOfTrailingZeros(m);
                    doubles[lane] = other.doubles[lane];
                }
            }
        }
    }

    /// A lane's bits, extended by zeros.
    long bits(int lane) {
        return switch (bank) {
            case PREDICATE -> mask >>> lane & 1;
            case INT -> Integer.toUnsignedLong(ints[lane]);
            case FLOAT -> Integer.toUnsignedLong(Float.floatToRawIntBits(floats[lane]));
            case LONG -> longs[lane];
            case DOUBLE -> Double.doubleToRawLongBits(doubles[lane]);
        };
    }

    /// Sets a lane's bits; what is above the register's width is dropped.
    void bits(int lane, long bits) {
        switch (bank) {
            case PREDICATE -> mask = bits != 0 ? mask | 1 << lane : mask & ~(1 << lane);
            case INT -> ints[lane] = (int) bits;
            case FLOAT -> floats[lane] = Float.intBitsToFloat((int) bits);
            case LONG -> longs[lane] = bits;
            case DOUBLE -> doubles[lane] = Double.longBitsToDouble(bits);
        }
    }
}
