package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.EightBit;

/// Finds the level nearest to a number in a table by the number's first bits: sign aside, exponent and seven
/// bits of the fraction. Between two such numbers there is at most one middle of two levels, with which the
/// number is then compared; the middle itself belongs to the smaller of them.
final class EightBitLevels {
    static final EightBitLevels SIGNED = new EightBitLevels(EightBit.signedLevels());
    static final EightBitLevels UNSIGNED = new EightBitLevels(EightBit.unsignedLevels());

    /// 2⁻²³, below half of the smallest level: the first of the table, and taken for what is smaller.
    private static final int FIRST = (127 - 23) << 7;

    private static final int LAST = 127 << 7; // 1

    final float[] levels;
    private final int zero;

    /// For each level from 0 on, the bits of the middle between it and the next.
    private final int[] middles;

    /// By a number's first bits: the level from 0 on of the smallest number with these.
    private final short[] starts = new short[LAST - FIRST + 1];

    private EightBitLevels(float[] levels) {
        this.levels = levels;
        int at = 0;
        while (levels[at] != 0) {
            at++;
        }
        zero = at;
        middles = new int[levels.length - zero];
        for (int i = 0; i < middles.length - 1; i++) {
            float middle = (float) (((double) levels[zero + i] + levels[zero + i + 1]) / 2);
            middles[i] = Float.floatToRawIntBits(middle);
        }
        middles[middles.length - 1] = Integer.MAX_VALUE;
        int rank = 0;
        for (int i = 0; i < starts.length; i++) {
            while ((FIRST + i) << 16 > middles[rank]) {
                rank++;
            }
            starts[i] = (short) rank;
        }
    }

    /// The code of the level nearest to a number of -1 to 1; what is no number counts as 1. Without branches,
    /// as signs and halves are a matter of chance.
    int nearest(float number) {
        int bits = Float.floatToRawIntBits(number);
        int negative = bits >>> 31;
        int size = bits & 0x7FFF_FFFF;
        int place = Math.max(0, Math.min((size >> 16) - FIRST, LAST - FIRST));
        int rank = starts[place];
        // Floats of one sign are ordered as their bits are; 1 where the size is above the middle, or at a negative one.
        rank += (middles[rank] - negative - size) >>> 31;
        return Math.max(0, zero + ((rank ^ -negative) + negative));
    }
}
