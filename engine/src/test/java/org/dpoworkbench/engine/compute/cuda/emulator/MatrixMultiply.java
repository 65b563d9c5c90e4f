package org.dpoworkbench.engine.compute.cuda.emulator;

/// `mma.sync.aligned.m16n8kK.row.col.f32.T.T.f32`: D = A · B + C of 16×K by K×8, with numbers of 16 bits (K = 8, 16) or
/// TF32 (K = 4, 8). Products are exact; a sum begins with C and takes them in float32 in the order of k, each step
/// rounded once. A card's order and rounding are its own.
///
/// With g = lane / 4 and t = lane mod 4, a lane holds of C and D rows g and g + 8, columns 2t and 2t + 1. For 16 bits
/// it holds pairs: of A rows g, g + 8 at columns 2t, then the same at columns 2t + 8; of B column g at rows 2t, 2t + 8.
/// For TF32 it holds single numbers at t and t + 4 in place of pairs at 2t and 2t + 8.
final class MatrixMultiply extends Converging {
    private static final int M = 16;
    private static final int N = 8;

    /// The type of A's and B's numbers.
    enum Type {
        BF16,
        F16,
        TF32
    }

    private final Type type;
    private final int k;
    private final int[] d;
    private final int[] a;
    private final int[] b;
    private final int[] c;

    MatrixMultiply(int everyLane, Type type, int k, int[] d, int[] a, int[] b, int[] c) {
        super(everyLane);
        this.type = type;
        this.k = k;
        this.d = d;
        this.a = a;
        this.b = b;
        this.c = c;
    }

    @Override
    void together(Warp warp) {
        float[] left = new float[M * k];
        float[] right = new float[k * N];
        for (int i = 0; i < a.length; i++) {
            int[] register = warp.registers[a[i]].ints;
            for (int lane = 0; lane < Register.LANES; lane++) {
                int row = (lane >> 2) + 8 * (i & 1);
                put(register[lane], left, row * k + column(lane, i >> 1), 1);
            }
        }
        for (int i = 0; i < b.length; i++) {
            int[] register = warp.registers[b[i]].ints;
            for (int lane = 0; lane < Register.LANES; lane++) {
                put(register[lane], right, column(lane, i) * N + (lane >> 2), N);
            }
        }
        float[] sums = new float[M * N];
        for (int i = 0; i < c.length; i++) {
            float[] register = warp.registers[c[i]].floats;
            for (int lane = 0; lane < Register.LANES; lane++) {
                sums[place(lane, i)] = register[lane];
            }
        }
        for (int row = 0; row < M; row++) {
            addRow(left, row * k, right, sums, row * N);
        }
        for (int i = 0; i < d.length; i++) {
            float[] register = warp.registers[d[i]].floats;
            for (int lane = 0; lane < Register.LANES; lane++) {
                register[lane] = sums[place(lane, i)];
            }
        }
    }

    /// One row of A times B, added to a row of C. Eight sums go on side by side.
    private void addRow(float[] left, int from, float[] right, float[] sums, int to) {
        float s0 = sums[to];
        float s1 = sums[to + 1];
        float s2 = sums[to + 2];
        float s3 = sums[to + 3];
        float s4 = sums[to + 4];
        float s5 = sums[to + 5];
        float s6 = sums[to + 6];
        float s7 = sums[to + 7];
        for (int j = 0; j < k; j++) {
            float x = left[from + j];
            int at = j * N;
            s0 = Math.fma(x, right[at], s0);
            s1 = Math.fma(x, right[at + 1], s1);
            s2 = Math.fma(x, right[at + 2], s2);
            s3 = Math.fma(x, right[at + 3], s3);
            s4 = Math.fma(x, right[at + 4], s4);
            s5 = Math.fma(x, right[at + 5], s5);
            s6 = Math.fma(x, right[at + 6], s6);
            s7 = Math.fma(x, right[at + 7], s7);
        }
        sums[to] = s0;
        sums[to + 1] = s1;
        sums[to + 2] = s2;
        sums[to + 3] = s3;
        sums[to + 4] = s4;
        sums[to + 5] = s5;
        sums[to + 6] = s6;
        sums[to + 7] = s7;
    }

    private int column(int lane, int half) {
        return type == Type.TF32 ? (lane & 3) + 4 * half : 2 * (lane & 3) + 8 * half;
    }

    private static int place(int lane, int i) {
        return ((lane >> 2) + 8 * (i >> 1)) * N + 2 * (lane & 3) + (i & 1);
    }

    private void put(int bits, float[] matrix, int at, int step) {
        if (type == Type.BF16) {
            matrix[at] = Float.intBitsToFloat(bits << 16);
            matrix[at + step] = Float.intBitsToFloat(bits & 0xffff0000);
        } else if (type == Type.F16) {
            matrix[at] = Float.float16ToFloat((short) bits);
            matrix[at + step] = Float.float16ToFloat((short) (bits >>> 16));
        } else {
            // The lower 13 bits of the fraction are not looked at.
            matrix[at] = Float.intBitsToFloat(bits & 0xffffe000);
        }
    }
}
