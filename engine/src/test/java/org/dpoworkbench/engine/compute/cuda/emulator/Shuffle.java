package org.dpoworkbench.engine.compute.cuda.emulator;

/// `shfl.sync`: each lane reads another lane's register. The segment mask and clamp are as in the PTX ISA's pseudocode.
final class Shuffle extends Converging {
    /// How the other lane is found.
    enum Mode {
        UP,
        DOWN,
        BFLY,
        IDX
    }

    private final Mode mode;
    private final int d;
    private final int inRange;
    private final int a;
    private final int b;
    private final int c;

    /// @param inRange predicate of whether the other lane is in the segment; -1 for none
    Shuffle(int members, Mode mode, int d, int inRange, int a, int b, int c) {
        super(members);
        this.mode = mode;
        this.d = d;
        this.inRange = inRange;
        this.a = a;
        this.b = b;
        this.c = c;
    }

    @Override
    void together(Warp warp) {
        int[] result = new int[Register.LANES];
        int[] source = words(warp.registers[a]);
        int[] lanes = warp.registers[b].ints;
        int[] segments = warp.registers[c].ints;
        int active = warp.active;
        if (active == -1
                && mode == Mode.BFLY
                && inRange < 0
                && uniform(lanes)
                && uniform(segments)
                && segments[0] == 31) {
            int by = lanes[0] & 31;
            for (int lane = 0; lane < Register.LANES; lane++) {
                result[lane] = source[lane ^ by];
            }
            set(warp.registers[d], active, result);
            return;
        }
        int inside = 0;
        for (int m = active; m != 0; m &= m - 1) {
            int lane = Integer.numberOfTrailingZeros(m);
            int by = lanes[lane] & 31;
            int clamp = segments[lane] & 31;
            int mask = segments[lane] >> 8 & 31;
            int most = (lane & mask) | (clamp & ~mask);
            int from = switch (mode) {
                case UP -> lane - by;
                case DOWN -> lane + by;
                case BFLY -> lane ^ by;
                case IDX -> (lane & mask) | (by & ~mask);
            };
            boolean valid = mode == Mode.UP ? from >= most : from <= most;
            from = valid ? from : lane;
            if ((active >>> from & 1) == 0) {
                throw warp.fault(this, lane, "reads lane " + from + ", which does not take part");
            }
            inside |= valid ? 1 << lane : 0;
            result[lane] = source[from];
        }
        set(warp.registers[d], active, result);
        if (inRange >= 0) {
            Register predicate = warp.registers[inRange];
            predicate.mask = (predicate.mask & ~active) | inside;
        }
    }

    private static boolean uniform(int[] values) {
        int difference = 0;
        for (int lane = 1; lane < Register.LANES; lane++) {
            difference |= values[lane] ^ values[0];
        }
        return difference == 0;
    }

    private static void set(Register target, int active, int[] words) {
        for (int m = active; m != 0; m &= m - 1) {
            int lane = Integer.numberOfTrailingZeros(m);
            if (target.bank == Bank.FLOAT) {
                target.floats[lane] = Float.intBitsToFloat(words[lane]);
            } else {
                target.ints[lane] = words[lane];
            }
        }
    }

    private static int[] words(Register source) {
        if (source.bank == Bank.INT) {
            return source.ints;
        }
        int[] words = new int[Register.LANES];
        for (int i = 0; i < words.length; i++) {
            words[i] = Float.floatToRawIntBits(source.floats[i]);
        }
        return words;
    }
}
