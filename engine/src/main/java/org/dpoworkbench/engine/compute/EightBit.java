package org.dpoworkbench.engine.compute;

import java.util.Arrays;

/// 8-bit numbers in blocks of 256, as `bitsandbytes` keeps an optimiser's moments (Dettmers et al. 2022, *8-bit
/// Optimizers via Block-wise Quantization*, arXiv 2110.02861): a number is one of 256 levels times the largest
/// absolute value of its block. Levels lie in seven decades, more of them in the larger ones (dynamic
/// quantisation, Dettmers 2016, arXiv 1511.04561).
public final class EightBit {
    /// Numbers that share a factor.
    public static final int BLOCK = 256;

    /// A block in words of 32 bits: 256 codes of a byte each, and the factor, a float32.
    public static final int WORDS = BLOCK / Integer.BYTES + 1;

    private static final int DECADES = 7;

    private static final float[] SIGNED = levels(true);
    private static final float[] UNSIGNED = levels(false);

    private EightBit() {}

    /// What the codes 0 to 255 of numbers of any sign stand for, rising; the largest negative one is -0.993.
    public static float[] signedLevels() {
        return SIGNED.clone();
    }

    /// What the codes 0 to 255 of numbers that are never negative stand for, rising.
    public static float[] unsignedLevels() {
        return UNSIGNED.clone();
    }

    /// As `create_dynamic_map` makes them, in float32: middles between points that divide each decade evenly.
    private static float[] levels(boolean signed) {
        float[] levels = new float[256];
        int count = 0;
        for (int decade = 0; decade < DECADES; decade++) {
            int parts = signed ? 1 << decade : 2 << decade;
            float step = 0.9f / parts;
            float power = (float) Math.pow(10, decade + 1 - DECADES);
            for (int i = 0; i < parts; i++) {
                float level = power * ((point(i, parts, step) + point(i + 1, parts, step)) / 2);
                levels[count++] = level;
                if (signed) {
                    levels[count++] = -level;
                }
            }
        }
        levels[count++] = 0;
        levels[count++] = 1;
        if (count != levels.length) {
            throw new IllegalStateException(count + " levels");
        }
        Arrays.sort(levels);
        return levels;
    }

    /// Point i of `linspace(0.1, 1, parts + 1)`, as PyTorch counts it from the nearer end.
    private static float point(int i, int parts, float step) {
        return i < (parts + 1) / 2 ? Math.fma(step, i, 0.1f) : Math.fma(-step, parts - i, 1);
    }
}
