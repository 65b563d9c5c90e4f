package org.dpoworkbench.engine.compute.cuda.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Single instructions on numbers of all kinds, against their definitions in the PTX ISA.
final class InstructionsTest {
    private static final int THREADS = 480;

    /// A kernel with three words in %r1, %r2, %r3 and as float32 in %f1, %f2, %f3; a word comes out of %r4.
    private static byte[] module(String code) {
        return """
            .version 8.1
            .target sm_80
            .address_size 64
            .visible .entry once(.param .u64 in, .param .u64 out)
            {
                .reg .pred %%p<4>;
                .reg .b16 %%rs<4>;
                .reg .b32 %%r<12>;
                .reg .f32 %%f<8>;
                .reg .b64 %%rd<12>;
                ld.param.u64 %%rd1, [in];
                ld.param.u64 %%rd2, [out];
                mov.u32 %%r0, %%tid.x;
                mul.wide.u32 %%rd3, %%r0, 12;
                add.s64 %%rd4, %%rd1, %%rd3;
                ld.global.nc.u32 %%r1, [%%rd4];
                ld.global.nc.u32 %%r2, [%%rd4+4];
                ld.global.nc.u32 %%r3, [%%rd4+8];
                mov.b32 %%f1, %%r1;
                mov.b32 %%f2, %%r2;
                mov.b32 %%f3, %%r3;
                %s
                mul.wide.u32 %%rd5, %%r0, 4;
                add.s64 %%rd6, %%rd2, %%rd5;
                st.global.u32 [%%rd6], %%r4;
                ret;
            }
            """.formatted(code).getBytes(StandardCharsets.UTF_8);
    }

    private static Arguments integers(String code, Function<int[], Integer> expected) {
        return Arguments.of(code, expected);
    }

    private static Arguments floats(String code, Function<float[], Integer> expected) {
        return Arguments.of(code, (Function<int[], Integer>) words -> expected.apply(new float[] {
            Float.intBitsToFloat(words[0]), Float.intBitsToFloat(words[1]), Float.intBitsToFloat(words[2])
        }));
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }

    static Arguments[] instructions() {
        return new Arguments[] {
            integers("lop3.b32 %r4, %r1, %r2, %r3, 0xE8;", v -> (v[0] & v[1]) | (v[0] & v[2]) | (v[1] & v[2])),
            integers("bfe.u32 %r4, %r1, 5, 9;", v -> v[0] >>> 5 & 0x1ff),
            integers("bfe.s32 %r4, %r1, 26, 9;", v -> v[0] >> 26),
            integers("bfe.s32 %r4, %r1, 4, 6;", v -> v[0] << 22 >> 26),
            integers("bfi.b32 %r4, %r1, %r2, 12, 7;", v -> (v[1] & ~(0x7f << 12)) | (v[0] & 0x7f) << 12),
            integers(
                    "shf.r.wrap.b32 %r4, %r1, %r2, %r3;",
                    v -> {
                        long both = unsigned(v[0]) | unsigned(v[1]) << 32;
                        return (int) (both >>> (v[2] & 31));
                    }),
            integers("shf.l.clamp.b32 %r4, %r1, %r2, 32;", v -> v[0]),
            integers("shl.b32 %r4, %r1, %r2;", v -> unsigned(v[1]) > 31 ? 0 : v[0] << v[1]),
            integers("shr.s32 %r4, %r1, %r2;", v -> v[0] >> (unsigned(v[1]) > 31 ? 31 : v[1])),
            integers("mul.hi.s32 %r4, %r1, %r2;", v -> (int) (((long) v[0] * v[1]) >> 32)),
            integers("mad.hi.u32 %r4, %r1, %r2, %r3;", v -> (int) ((unsigned(v[0]) * unsigned(v[1])) >>> 32) + v[2]),
            integers("max.u32 %r4, %r1, %r2;", v -> Integer.compareUnsigned(v[0], v[1]) > 0 ? v[0] : v[1]),
            integers("bfind.u32 %r4, %r1;", v -> 31 - Integer.numberOfLeadingZeros(v[0])),
            integers("slct.b32.s32 %r4, %r1, %r2, %r3;", v -> v[2] >= 0 ? v[0] : v[1]),
            integers("set.gt.u32.s32 %r4, %r1, %r2;", v -> v[0] > v[1] ? -1 : 0),
            integers(
                    "setp.lt.s32 %p1, %r2, %r3; setp.ge.and.u32 %p2|%p3, %r1, %r2, !%p1; "
                            + "selp.b32 %r4, 1, 0, %p2; @%p3 add.s32 %r4, %r4, 2;",
                    v -> v[1] < v[2] ? 0 : Integer.compareUnsigned(v[0], v[1]) >= 0 ? 1 : 2),
            integers("mov.u32 %r4, 5; setp.eq.s32 %p1, %r1, %r1; @!%p1 mov.u32 %r4, 6;", v -> 5),
            integers("cvt.sat.s8.s32 %r4, %r1;", v -> Math.clamp(v[0], -128, 127)),
            integers("cvt.s32.s8 %r4, %r1;", v -> (int) (byte) v[0]),
            integers("cvt.u16.u32 %rs1, %r1; cvt.s32.s16 %r4, %rs1;", v -> (int) (short) v[0]),
            integers("cvt.s16.s8 %rs1, %r1; mul.wide.s16 %r4, %rs1, %rs1;", v -> (byte) v[0] * (byte) v[0]),
            integers(
                    "add.cc.u32 %r4, %r1, %r2; addc.cc.u32 %r5, %r2, %r3; addc.u32 %r4, 0, 0;",
                    v -> (int) ((unsigned(v[1]) + unsigned(v[2]) + ((unsigned(v[0]) + unsigned(v[1])) >>> 32)) >>> 32)),
            integers(
                    "sub.cc.u32 %r4, %r1, %r2; subc.u32 %r4, %r3, %r1;",
                    v -> v[2] - v[0] - (Integer.compareUnsigned(v[0], v[1]) < 0 ? 1 : 0)),
            integers(
                    "mad.lo.cc.u32 %r4, %r1, %r2, %r3; madc.hi.u32 %r4, %r1, %r2, 7;",
                    v -> (int) ((unsigned(v[0]) * unsigned(v[1]) + unsigned(v[2])) >>> 32) + 7),
            integers("mov.b64 %rd7, {%r1, %r2}; mov.b64 {%r4, %r5}, %rd7; xor.b32 %r4, %r4, %r5;", v -> v[0] ^ v[1]),
            integers("mov.b32 {%rs1, %rs2}, %r1; mov.b32 %r4, {%rs2, %rs1};", v -> Integer.rotateLeft(v[0], 16)),
            integers("""
                    and.b32 %r4, %r1, 3;
                    T: .branchtargets A, B, C, B;
                    brx.idx %r4, T;
                    A: mov.u32 %r4, 10; bra.uni END;
                    B: mov.u32 %r4, 20; bra.uni END;
                    C: mov.u32 %r4, 30;
                    END:
                    """, v -> new int[] {10, 20, 30, 20}[v[0] & 3]),
            integers("{ .reg .b32 %r1; mov.u32 %r1, 4; add.s32 %r4, %r1, 1; } add.s32 %r4, %r4, %r1;", v -> v[0] + 5),
            floats("cvt.rzi.s32.f32 %r4, %f1;", v -> (int) v[0]),
            floats("cvt.rni.u32.f32 %r4, %f1;", v -> (int) Math.clamp((long) Math.rint(v[0]), 0L, 0xffffffffL)),
            floats(
                    "cvt.rna.tf32.f32 %r4, %f1;",
                    v -> {
                        int whole = bits(v[0]);
                        return (whole & 0x7f800000) == 0x7f800000 ? whole & ~0x1fff : whole + 0x1000 & ~0x1fff;
                    }),
            floats(
                    "min.f32 %f4, %f1, %f2; mov.b32 %r4, %f4;",
                    v -> bits(Float.isNaN(v[0]) ? v[1] : Float.isNaN(v[1]) ? v[0] : Math.min(v[0], v[1]))),
            floats("setp.gtu.f32 %p1, %f1, %f2; selp.u32 %r4, 1, 0, %p1;", v -> !(v[0] <= v[1]) ? 1 : 0),
            floats("setp.ne.f32 %p1, %f1, %f2; selp.u32 %r4, 1, 0, %p1;", v -> v[0] < v[1] || v[0] > v[1] ? 1 : 0),
            floats(
                    "add.sat.f32 %f4, %f1, %f2; mov.b32 %r4, %f4;",
                    v -> {
                        float sum = v[0] + v[1];
                        return bits(sum > 0 ? Math.min(sum, 1) : 0);
                    }),
            floats("mul.ftz.f32 %f4, %f1, %f2; mov.b32 %r4, %f4;", v -> bits(flush(flush(v[0]) * flush(v[1])))),
            floats("fma.rm.f32 %f4, %f1, %f2, %f3; mov.b32 %r4, %f4;", v -> bits(rounded(v, false))),
            floats("fma.rp.f32 %f4, %f1, %f2, %f3; mov.b32 %r4, %f4;", v -> bits(rounded(v, true))),
        };
    }

    private static float flush(float value) {
        return Math.abs(value) < Float.MIN_NORMAL ? Math.copySign(0, value) : value;
    }

    /// a · b + c in exact decimals, then down or up.
    private static float rounded(float[] v, boolean up) {
        float nearest = Math.fma(v[0], v[1], v[2]);
        if (!Float.isFinite(v[0]) || !Float.isFinite(v[1]) || !Float.isFinite(v[2])) {
            return nearest;
        }
        BigDecimal exact = new BigDecimal(v[0]).multiply(new BigDecimal(v[1])).add(new BigDecimal(v[2]));
        // Past the largest number, infinity is the nearest.
        int side = Float.isInfinite(nearest) ? (int) Math.signum(nearest) : new BigDecimal(nearest).compareTo(exact);
        return up ? side < 0 ? Math.nextUp(nearest) : nearest : side > 0 ? Math.nextDown(nearest) : nearest;
    }

    /// A third of the words are small integers, a third any bits, a third everyday float32.
    private static int[] words() {
        SplittableRandom random = new SplittableRandom(5);
        int[] words = new int[3 * THREADS];
        for (int i = 0; i < words.length; i++) {
            words[i] = switch (i / 3 % 3) {
                case 0 -> random.nextInt(-40, 40);
                case 1 -> random.nextInt();
                default -> bits((float) random.nextGaussian() * (1 << random.nextInt(20)));
            };
        }
        words[0] = bits(Float.NaN);
        words[4] = bits(Float.NaN);
        words[6] = bits(Float.NEGATIVE_INFINITY);
        return words;
    }

    @ParameterizedTest
    @MethodSource("instructions")
    void givesWhatItsDefinitionSays(String code, Function<int[], Integer> expected) {
        int[] words = words();
        int[] results = new int[THREADS];
        Arrays.setAll(results, i -> expected.apply(Arrays.copyOfRange(words, 3 * i, 3 * i + 3)));
        try (Bench bench = new Bench(module(code))) {
            long out = bench.space(4 * THREADS);
            bench.launch("once", 1, 1, THREADS, bench.device(words), out);
            int[] given = bench.ints(out, THREADS);
            for (int i = 0; i < THREADS; i++) {
                boolean noNumbers =
                        Float.isNaN(Float.intBitsToFloat(given[i])) && Float.isNaN(Float.intBitsToFloat(results[i]));
                if (!noNumbers) {
                    assertThat(given[i])
                            .as("of 0x%x, 0x%x, 0x%x", words[3 * i], words[3 * i + 1], words[3 * i + 2])
                            .isEqualTo(results[i]);
                }
            }
        }
    }
}
