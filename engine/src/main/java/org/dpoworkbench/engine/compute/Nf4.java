package org.dpoworkbench.engine.compute;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// 4-bit NormalFloat (Dettmers et al. 2023, *QLoRA*, arXiv 2305.14314): a number is one of sixteen levels, which are
/// quantiles of a normal distribution, times the largest absolute value of its block. Numbers and rounding are those of
/// `bitsandbytes` with blocks of 64 and factors in float32.
public final class Nf4 {
    /// Numbers that share a factor.
    public static final int BLOCK = 64;

    /// Bytes of a block's codes: byte i holds number i in its lower half and number 32 + i in its upper one.
    public static final int CODE_BYTES = BLOCK / 2;

    /// Bytes of a block: codes and factor.
    public static final int BLOCK_BYTES = CODE_BYTES + Float.BYTES;

    /// The paper's appendix E.
    private static final float[] LEVELS = {
        -1.0f,
        -0.6961928009986877f,
        -0.5250730514526367f,
        -0.39491748809814453f,
        -0.28444138169288635f,
        -0.18477343022823334f,
        -0.09105003625154495f,
        0.0f,
        0.07958029955625534f,
        0.16093020141124725f,
        0.24611230194568634f,
        0.33791524171829224f,
        0.44070982933044434f,
        0.5626170039176941f,
        0.7229568362236023f,
        1.0f
    };

    private static final float[] MIDDLES = middles();

    private Nf4() {}

    private static float[] middles() {
        float[] middles = new float[LEVELS.length - 1];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = (float) (((double) LEVELS[i] + LEVELS[i + 1]) / 2);
        }
        return middles;
    }

    /// The sixteen levels, rising.
    public static float[] levels() {
        return LEVELS.clone();
    }

    /// What a code stands for.
    public static float widen(int code, float factor) {
        return LEVELS[code] * factor;
    }

    /// Writes a block's codes and returns its factor, which is not finite where a number is not.
    ///
    /// @param numbers the block's, zeros behind the last; lost
    /// @param codes   of BLOCK integers, for the numbers' codes
    /// @param at      where the codes go, in bytes
    static float quantize(float[] numbers, int[] codes, MemorySegment target, long at) {
        float largest = 0;
        for (int i = 0; i < BLOCK; i++) {
            largest = Math.max(largest, Math.abs(numbers[i]));
        }
        if (largest > 0) {
            for (int i = 0; i < BLOCK; i++) {
                numbers[i] /= largest;
            }
        }
        // As many as there are middles below the number: the sign of a difference is 1 where it is negative.
        Arrays.fill(codes, 0);
        for (float middle : MIDDLES) {
            for (int i = 0; i < BLOCK; i++) {
                codes[i] += Float.floatToRawIntBits(middle - numbers[i]) >>> 31;
            }
        }
        for (int i = 0; i < CODE_BYTES; i++) {
            target.set(ValueLayout.JAVA_BYTE, at + i, (byte) (codes[i] | codes[CODE_BYTES + i] << 4));
        }
        return largest;
    }
}
