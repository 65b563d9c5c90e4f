package org.dpoworkbench.engine.compute.cuda.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Fragments lie where the PTX ISA's figures show them: small integers, whose sums are exact in any order, give the
/// product of the matrices, and a wrong place would not.
final class TensorKernelsTest {
    private final SplittableRandom random = new SplittableRandom(11);

    private float[] integers(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(-9, 10);
        }
        return values;
    }

    /// A of 16×k, B transposed of 8×k.
    private static float[] product(float[] a, float[] b, int k) {
        float[] c = new float[16 * 8];
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < 8; j++) {
                for (int l = 0; l < k; l++) {
                    c[i * 8 + j] += a[i * k + l] * b[j * k + l];
                }
            }
        }
        return c;
    }

    private static short[] bfloat16(float[] values) {
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = (short) (Float.floatToRawIntBits(values[i]) >>> 16);
        }
        return bits;
    }

    @Test
    void bfloat16FragmentsGiveTheProduct() {
        float[] a = integers(16 * 16);
        float[] b = integers(8 * 16);
        try (Bench bench = new Bench("tensor")) {
            long c = bench.space(16 * 8 * 4);
            bench.launch("mmaBf16", 1, 1, 32, bench.device(bfloat16(a)), bench.device(bfloat16(b)), c);
            assertThat(bench.floats(c, 16 * 8)).isEqualTo(product(a, b, 16));
        }
    }

    @Test
    void tf32FragmentsGiveTheProduct() {
        float[] a = integers(16 * 8);
        float[] b = integers(8 * 8);
        try (Bench bench = new Bench("tensor")) {
            long c = bench.space(16 * 8 * 4);
            bench.launch("mmaTf32", 1, 1, 32, bench.device(a), bench.device(b), c);
            assertThat(bench.floats(c, 16 * 8)).isEqualTo(product(a, b, 8));
        }
    }

    @Test
    void asynchronousCopiesAndMatrixLoadsGiveTheSameFragments() {
        float[] a = integers(16 * 16);
        float[] b = integers(8 * 16);
        short[] halfA = new short[a.length];
        for (int i = 0; i < a.length; i++) {
            halfA[i] = Float.floatToFloat16(a[i]);
        }
        short[] halfB = new short[b.length];
        for (int i = 0; i < 8; i++) {
            // The last row of B is not copied but filled with zeros.
            b[i * 16 + 15] = 0;
            for (int j = 0; j < 16; j++) {
                halfB[j * 8 + i] = Float.floatToFloat16(j == 15 ? 77 : b[i * 16 + j]);
            }
        }
        try (Bench bench = new Bench("tensor")) {
            long c = bench.space(16 * 8 * 4);
            bench.launch("mmaStaged", 1, 1, 32, bench.device(halfA), bench.device(halfB), c);
            assertThat(bench.floats(c, 16 * 8)).isEqualTo(product(a, b, 16));
        }
    }

    @Test
    void numbersAreRoundedTo16Bits() {
        // Two ties of bfloat16, one to each side, a number that rounds up to the next power, and an infinity.
        float[] x = {0x1.01p0f, 0x1.03p0f, 0x1.fffp0f, Float.POSITIVE_INFINITY, -1.2345678f, 1e-40f, 65504, -3e38f};
        int[] bfloat16 = {0x3f80, 0x3f82, 0x4000, 0x7f80, 0xbf9e, 0x0001, 0x4780, 0xff62};
        try (Bench bench = new Bench("tensor")) {
            long bf = bench.space(16);
            long half = bench.space(16);
            long back = bench.space(16);
            bench.launch("round16", 1, 1, 32, bench.device(x), bf, half, back, 4);
            int[] pairs = bench.ints(bf, 4);
            int[] mixed = bench.ints(half, 4);
            float[] again = bench.floats(back, 4);
            for (int i = 0; i < 4; i++) {
                assertThat(pairs[i]).isEqualTo(bfloat16[2 * i] | bfloat16[2 * i + 1] << 16);
                assertThat(mixed[i]).isEqualTo((Float.floatToFloat16(x[2 * i]) & 0xffff) | bfloat16[2 * i + 1] << 16);
                assertThat(again[i]).isEqualTo(Float.float16ToFloat(Float.floatToFloat16(x[2 * i])));
            }
        }
    }
}
