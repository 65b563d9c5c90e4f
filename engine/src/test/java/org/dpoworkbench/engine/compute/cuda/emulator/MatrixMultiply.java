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
            for (int j = 0; j < k; j++) {
                float x = left[row * k + j];
                for (int n = 0; n < N; n++) {
                    sums[row * N + n] = Math.fma(x, right[j * N + n], sums[row * N + n]);
                }
            }
        }
        for (int i = 0; i < d.length; i++) {
            float[] register = warp.registers[d[i]].floats;
            for (int lane = 0; lane < Register.LANES; lane++) {
                register[lane] = sums[place(lane, i)];
            }
        }
    }

    private int column(int lane, int half) {
        return type == Type.TF32 ? (lane & 3) + 4 * half : 2 * (lane & 3) + 8 * half;
    }

    private static int place(int lane, int i) {
        return ((lane >> 2) + 8 * (i >> 1)) * N + 2 * (lane & 3) + (i & 1);
    }

    private void put(int bits, float[] matrix, int at, int step) {
        switch (type) {
            case BF16 -> {
                matrix[at] = Float.intBitsToFloat(bits << 16);
                matrix[at + step] = Float.intBitsToFloat(bits & 0xffff0000);
            }
            case F16 -> {
                matrix[at] = Float.float16ToFloat((short) bits);
                matrix[at + step] = Float.float16ToFloat((short) (bits >>> 16));
            }
            // The lower 13 bits of the fraction are not looked at.
            case TF32 -> matrix[at] = Float.intBitsToFloat(bits & 0xffffe000);
        }
    }
}
