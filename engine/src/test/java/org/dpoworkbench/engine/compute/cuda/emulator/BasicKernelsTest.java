package org.dpoworkbench.engine.compute.cuda.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Compiled kernels give what the same formulas give in Java, bit for bit where arithmetic is exact or its order fixed.
final class BasicKernelsTest {
    private final Bench bench = new Bench("basics");
    private final SplittableRandom random = new SplittableRandom(7);

    @AfterEach
    void close() {
        bench.close();
    }

    private float[] normal(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private int[] upTo(int bound, int count) {
        return random.ints(count, 0, bound).toArray();
    }

    @Test
    void vectorsAreAddedWithinBounds() {
        int n = 1000;
        float[] a = normal(n);
        float[] b = normal(n);
        long c = bench.space(4 * n);
        bench.launch("add", 8, 1, 128, bench.device(a), bench.device(b), c, n);
        float[] expected = new float[n];
        for (int i = 0; i < n; i++) {
            expected[i] = a[i] + b[i];
        }
        assertThat(bench.floats(c, n)).isEqualTo(expected);
        assertThat(bench.driver.executed().get("add")).isPositive();
    }

    @Test
    void vectorsOfFourAreLoadedAndStoredInAGridLoop() {
        int n = 333;
        float[] x = normal(4 * n);
        float[] y = normal(4 * n);
        long device = bench.device(y);
        bench.launch("axpy4", 2, 1, 64, bench.device(x), device, 1.5f, (long) n);
        float[] expected = new float[4 * n];
        for (int i = 0; i < 4 * n; i++) {
            expected[i] = Math.fma(1.5f, x[i], y[i]);
        }
        assertThat(bench.floats(device, 4 * n)).isEqualTo(expected);
    }

    @Test
    void rowsAreSummedInDoubleByShufflesAndSharedMemory() {
        int rows = 5;
        int columns = 777;
        float[] x = normal(rows * columns);
        long sums = bench.space(8 * rows);
        bench.launch("rowSums", rows, 1, 256, bench.device(x), sums, columns);
        double[] result = bench.doubles(sums, rows);
        for (int row = 0; row < rows; row++) {
            assertThat(result[row]).isEqualTo(treeSum(x, row * columns, columns));
        }
    }

    private static double treeSum(float[] x, int start, int columns) {
        double total = 0;
        for (int warp = 0; warp < 8; warp++) {
            double[] lanes = new double[32];
            for (int lane = 0; lane < 32; lane++) {
                for (int j = 32 * warp + lane; j < columns; j += 256) {
                    lanes[lane] += x[start + j];
                }
            }
            for (int offset = 16; offset > 0; offset >>= 1) {
                double[] before = lanes.clone();
                for (int lane = 0; lane < 32; lane++) {
                    lanes[lane] = before[lane] + before[lane ^ offset];
                }
            }
            total += lanes[0];
        }
        return total;
    }

    @Test
    void matricesAreMultipliedInTiles() {
        int m = 37;
        int n = 29;
        int k = 53;
        float[] a = normal(m * k);
        float[] b = normal(k * n);
        long c = bench.space(4 * m * n);
        bench.launch("matmul", 2, 3, 256, bench.device(a), bench.device(b), c, m, n, k);
        float[] expected = new float[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int l = 0; l < k; l++) {
                    sum = Math.fma(a[i * k + l], b[l * n + j], sum);
                }
                expected[i * n + j] = sum;
            }
        }
        assertThat(bench.floats(c, m * n)).isEqualTo(expected);
    }

    @Test
    void lanesLeaveALoopEachAtItsTime() {
        int n = 150;
        int[] start = upTo(1000, n);
        Arrays.setAll(start, i -> start[i] + 1);
        long steps = bench.space(4 * n);
        bench.launch("collatz", 3, 1, 64, bench.device(start), steps, n);
        int[] expected = new int[n];
        for (int i = 0; i < n; i++) {
            long v = start[i];
            while (v != 1 && expected[i] < 100) {
                v = (v & 1) != 0 ? 3 * v + 1 : v >>> 1;
                expected[i]++;
            }
        }
        assertThat(bench.ints(steps, n)).isEqualTo(expected);
    }

    @Test
    void integersOf64BitsAreHashed() {
        int n = 200;
        long out = bench.space(8 * n);
        bench.launch("hash", 2, 1, 128, out, 0x123456789abcdefL, n);
        long[] expected = new long[n];
        Arrays.setAll(expected, i -> hash(0x123456789abcdefL, i));
        assertThat(bench.longs(out, n)).isEqualTo(expected);
    }

    private static long hash(long seed, int i) {
        long z = seed + (i + 1) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        z = z ^ z >>> 31;
        z += Math.unsignedMultiplyHigh(z, 0x0123456789ABCDEFL);
        z ^= (long) Long.bitCount(z) << 7
                | (long) Long.numberOfLeadingZeros(z | 1) << 20
                | Integer.toUnsignedLong(Integer.reverse((int) z)) << 32;
        z += Long.remainderUnsigned(z, i + 7L) + Long.divideUnsigned(z, 2L * i + 3);
        int w = (int) z;
        int high = (int) (z >>> 32);
        int shift = i & 31;
        int funnel = shift == 0 ? high : high << shift | w >>> (32 - shift);
        // Selector 0x3521 of (w, i): bytes 1, 2, 5, 3 from the lowest on.
        int bytes = (w >>> 8 & 0xff) | (w >>> 16 & 0xff) << 8 | (i >>> 8 & 0xff) << 16 | (w >>> 24) << 24;
        w = funnel + bytes + Integer.remainderUnsigned(w, i + 3);
        int s = w;
        s = s / (i == 7 ? 5 : i - 7) + s % (i + 2) + (s >> 3);
        return z ^ Integer.toUnsignedLong(s) << 16;
    }

    @Test
    void bytesAndShortsAreWidened() {
        int n = 100;
        byte[] a = new byte[n];
        short[] b = new short[n];
        byte[] c = new byte[n];
        short[] d = new short[n];
        for (int i = 0; i < n; i++) {
            a[i] = (byte) random.nextInt();
            b[i] = (short) random.nextInt();
            c[i] = (byte) random.nextInt();
            d[i] = (short) random.nextInt();
        }
        long wide = bench.space(4 * n);
        long out = bench.space(2 * n);
        long low = bench.space(n);
        bench.launch(
                "narrow",
                1,
                1,
                128,
                bench.device(a),
                bench.device(b),
                bench.device(c),
                bench.device(d),
                wide,
                out,
                low,
                n);
        int[] expected = new int[n];
        Arrays.setAll(expected, i -> a[i] + (b[i] & 0xffff) - (c[i] & 0xff) * d[i]);
        assertThat(bench.ints(wide, n)).isEqualTo(expected);
        short[] shorts = bench.shorts(out, n);
        byte[] bytes = bench.bytes(low, n);
        for (int i = 0; i < n; i++) {
            assertThat(shorts[i]).isEqualTo((short) (expected[i] >> 3));
            assertThat(bytes[i]).isEqualTo((byte) expected[i]);
        }
    }

    @Test
    void sixteenBytesAreLoadedAtOnce() {
        int n = 40;
        int[] in = random.ints(4L * n).toArray();
        long out = bench.space(8 * n);
        bench.launch("vectors", 1, 1, 64, bench.device(in), out, n);
        int[] expected = new int[2 * n];
        Arrays.setAll(expected, i -> i % 2 == 0 ? in[2 * i] ^ in[2 * i + 2] : in[2 * i - 1] + in[2 * i + 1]);
        assertThat(bench.ints(out, 2 * n)).isEqualTo(expected);
    }

    @Test
    void atomicsOfEveryKindAddUp() {
        int n = 500;
        int[] value = upTo(1000, n);
        long histogram = bench.device(new int[16]);
        long sum = bench.device(new float[1]);
        long sum64 = bench.device(new double[1]);
        long most = bench.device(new long[1]);
        bench.launch("counts", 4, 1, 128, bench.device(value), histogram, sum, sum64, most, n);
        int[] expected = new int[16];
        int total = 0;
        for (int v : value) {
            expected[v & 15]++;
            total += v & 7;
        }
        assertThat(bench.ints(histogram, 16)).isEqualTo(expected);
        assertThat(bench.floats(sum, 1)).containsExactly(total);
        assertThat(bench.doubles(sum64, 1)).containsExactly(0.5 * n);
        assertThat(bench.longs(most, 1))
                .containsExactly(Arrays.stream(value).max().orElseThrow());
    }

    @Test
    void lanesVoteAndShuffle() {
        int[] value = upTo(10, 64);
        long out = bench.space(256);
        long down = bench.space(256);
        bench.launch("votes", 1, 1, 64, bench.device(value), out, down);
        int[] expected = new int[64];
        int[] expectedDown = new int[64];
        for (int i = 0; i < 64; i++) {
            int start = i & ~31;
            int ballot = 0;
            int odd = 0;
            int any = 0;
            int most = 0;
            for (int lane = 0; lane < 32; lane++) {
                int v = value[start + lane];
                ballot |= v > 3 ? 1 << lane : 0;
                odd |= (v & 1) << lane;
                any |= v == 9 ? 1 : 0;
                most = Math.max(most, v);
            }
            ballot ^= (value[i] & 1) != 0 ? odd : 0;
            expected[i] = ballot + any * 2 + 4 + most * 8;
            int lane = i & 31;
            int below = value[lane == 0 ? i : i - 1];
            int same = value[start + (lane & 24) + 5];
            expectedDown[i] = value[lane < 29 ? i + 3 : i] + below * 16 + same * 256;
        }
        assertThat(bench.ints(out, 64)).isEqualTo(expected);
        assertThat(bench.ints(down, 64)).isEqualTo(expectedDown);
    }

    @Test
    void threadsOfABlockAskEachOther() {
        int[] value = upTo(10, 80);
        value[3] = 7;
        long in = bench.device(value);
        long out = bench.space(4 * value.length);
        for (int limit : new int[] {-1, 5, 10}) {
            bench.launch("together", 1, 1, value.length, in, limit, out);
            int count = (int) Arrays.stream(value).filter(v -> v > limit).count();
            int[] expected = new int[value.length];
            Arrays.fill(expected, (count > 0 ? 1 : 0) + (count == value.length ? 2 : 0) + 4 * count);
            assertThat(bench.ints(out, value.length)).isEqualTo(expected);
        }
    }

    @Test
    void arraysInLocalAndConstantMemoryAreIndexed() {
        int n = 45;
        int[] order = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8};
        float[] table = {1, 0.5f, 0.25f, 0.125f, -1, -0.5f, -0.25f, -0.125f};
        long out = bench.space(4 * n);
        bench.launch("locals", 1, 1, 64, bench.device(order), out, n);
        float[] expected = new float[n];
        for (int i = 0; i < n; i++) {
            float[] mine = new float[12];
            for (int j = 0; j < 12; j++) {
                mine[j] = table[j & 7] * (i + j);
            }
            float sum = 0;
            for (int j = 0; j < 12; j++) {
                mine[(order[j] + i) % 12] += 1;
                sum = Math.fma(mine[order[j]], j + 1, sum);
            }
            expected[i] = sum;
        }
        assertThat(bench.floats(out, n)).isEqualTo(expected);
    }

    @Test
    void lanesTakeAllCasesOfAChoice() {
        int n = 200;
        int[] in = upTo(8, n);
        long out = bench.space(4 * n);
        bench.launch("choose", 2, 1, 128, bench.device(in), out, n);
        int[] expected = new int[n];
        for (int i = 0; i < n; i++) {
            int r = switch (in[i]) {
                case 0 -> in[i] * 3 + i;
                case 1 -> (i - 5) * ((i & 1) != 0 ? 7 : 1);
                case 2 -> i / 3;
                case 3 -> xors(i);
                case 4 -> ~i;
                case 5 -> i * i;
                default -> -1;
            };
            expected[i] = r + in[i];
        }
        assertThat(bench.ints(out, n)).isEqualTo(expected);
    }

    private static int xors(int i) {
        int r = i << 4;
        for (int j = 0; j < i; j++) {
            r ^= j * r;
        }
        return r;
    }
}
