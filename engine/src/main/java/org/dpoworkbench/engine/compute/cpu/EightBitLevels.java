package org.dpoworkbench.engine.compute.cpu;

import org.dpoworkbench.engine.compute.EightBit;

/// Finds the level nearest to a number in a table by the number's first bits: sign aside, exponent and seven
/// bits of the fraction. Between two such numbers there is at most one middle of two levels, with which the
/// number is then compared; the middle itself belongs to the smaller of them.
final class EightBitLevels {
    static final EightBitLevels SIGNED = new EightBitLevels(EightBit.signedLevels());
    static final EightBitLevels UNSIGNED = new EightBitLevels(EightBit.unsignedLevels());

    /// 2⁻²³, below half of the smallest level: the first of the table.
    private static final int FIRST = (127 - 23) << 7;

    private static final int LAST = 127 << 7; // 1

    final float[] levels;
    private final int zero;

    /// For each level from 0 on, the middle between it and the next.
    private final float[] middles;

    /// By a number's first bits: the level from 0 on of the smallest number with these.
    private final short[] starts = new short[LAST - FIRST + 1];

    private EightBitLevels(float[] levels) {
        this.levels = levels;
        int at = 0;
        while (levels[at] != 0) {
            at++;
        }
        zero = at;
        middles = new float[levels.length - zero];
        for (int i = 0; i < middles.length - 1; i++) {
            middles[i] = (float) (((double) levels[zero + i] + levels[zero + i + 1]) / 2);
        }
        middles[middles.length - 1] = Float.POSITIVE_INFINITY;
        int rank = 0;
        for (int i = 0; i < starts.length; i++) {
            float smallest = Float.intBitsToFloat((FIRST + i) << 16);
            while (smallest > middles[rank]) {
                rank++;
            }
            starts[i] = (short) rank;
        }
    }

    /// The code of the level nearest to a number of -1 to 1; what is no number counts as 1.
    int nearest(float number) {
        int bits = Float.floatToRawIntBits(number);
        int place = Math.min((bits >>> 16 & 0x7FFF) - FIRST, starts.length - 1);
        if (place < 0) {
            return zero;
        }
        int rank = starts[place];
        if (bits >= 0) {
            return zero + (number > middles[rank] ? rank + 1 : rank);
        }
        return Math.max(0, zero - (-number >= middles[rank] ? rank + 1 : rank));
    }
}
