package org.dpoworkbench.engine.compute.cuda.emulator;

/// `setp`: a bit for each lane. Comparisons of numbers whose names end in `u` hold also where one is no number.
final class Comparisons {
    private Comparisons() {}

    /// @param opcode `setp.lt.f32`, without the operation that joins it with another predicate
    static Operation of(String opcode) {
        String[] parts = opcode.split("\\.", -1);
        if (parts.length != 3) {
            return null;
        }
        String compare = parts[1];
        return switch (parts[2]) {
            case "s32" -> ints(compare, 0, false);
            case "u32", "b32" -> ints(compare, Integer.MIN_VALUE, false);
            case "u16", "b16" -> ints(compare, 0, false);
            case "s16" -> ints(compare, 0, true);
            case "s64" -> longs(compare, 0);
            case "u64", "b64" -> longs(compare, Long.MIN_VALUE);
            case "f32" -> floats(compare);
            case "f64" -> doubles(compare);
            default -> null;
        };
    }

    /// @param bias flips the sign bits of unsigned numbers
    private static Operation ints(String compare, int bias, boolean narrow) {
        Lanes lanes = switch (compare) {
            case "eq" -> (d, a, b, _, _) -> d.mask = equalInts(a.ints, b.ints);
            case "ne" -> (d, a, b, _, _) -> d.mask = ~equalInts(a.ints, b.ints);
            case "lt", "lo" -> (d, a, b, _, _) -> d.mask = lessInts(a.ints, b.ints, bias);
            case "ge", "hs" -> (d, a, b, _, _) -> d.mask = ~lessInts(a.ints, b.ints, bias);
            case "gt", "hi" -> (d, a, b, _, _) -> d.mask = lessInts(b.ints, a.ints, bias);
            case "le", "ls" -> (d, a, b, _, _) -> d.mask = ~lessInts(b.ints, a.ints, bias);
            default -> null;
        };
        if (lanes == null || !narrow) {
            return lanes == null ? null : new Operation("pii", lanes);
        }
        return new Operation("pii", (d, a, b, c, e) -> lanes.run(d, signed(a), signed(b), c, e));
    }

    private static Register signed(Register narrow) {
        Register wide = new Register(Bank.INT);
        for (int i = 0; i < Register.LANES; i++) {
            wide.ints[i] = (short) narrow.ints[i];
        }
        return wide;
    }

    private static int equalInts(int[] x, int[] y) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] == y[i] ? 1 : 0) << i;
        }
        return mask;
    }

    private static int lessInts(int[] x, int[] y, int bias) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] + bias < y[i] + bias ? 1 : 0) << i;
        }
        return mask;
    }

    private static Operation longs(String compare, long bias) {
        Lanes lanes = switch (compare) {
            case "eq" -> (d, a, b, _, _) -> d.mask = equalLongs(a.longs, b.longs);
            case "ne" -> (d, a, b, _, _) -> d.mask = ~equalLongs(a.longs, b.longs);
            case "lt", "lo" -> (d, a, b, _, _) -> d.mask = lessLongs(a.longs, b.longs, bias);
            case "ge", "hs" -> (d, a, b, _, _) -> d.mask = ~lessLongs(a.longs, b.longs, bias);
            case "gt", "hi" -> (d, a, b, _, _) -> d.mask = lessLongs(b.longs, a.longs, bias);
            case "le", "ls" -> (d, a, b, _, _) -> d.mask = ~lessLongs(b.longs, a.longs, bias);
            default -> null;
        };
        return lanes == null ? null : new Operation("pll", lanes);
    }

    private static int equalLongs(long[] x, long[] y) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] == y[i] ? 1 : 0) << i;
        }
        return mask;
    }

    private static int lessLongs(long[] x, long[] y, long bias) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] + bias < y[i] + bias ? 1 : 0) << i;
        }
        return mask;
    }

    private static Operation floats(String compare) {
        Lanes lanes = switch (compare) {
            case "eq" -> (d, a, b, _, _) -> d.mask = equalFloats(a.floats, b.floats);
            case "neu" -> (d, a, b, _, _) -> d.mask = ~equalFloats(a.floats, b.floats);
            case "lt" -> (d, a, b, _, _) -> d.mask = lessFloats(a.floats, b.floats);
            case "geu" -> (d, a, b, _, _) -> d.mask = ~lessFloats(a.floats, b.floats);
            case "gt" -> (d, a, b, _, _) -> d.mask = lessFloats(b.floats, a.floats);
            case "leu" -> (d, a, b, _, _) -> d.mask = ~lessFloats(b.floats, a.floats);
            case "le" -> (d, a, b, _, _) -> d.mask = mostFloats(a.floats, b.floats);
            case "gtu" -> (d, a, b, _, _) -> d.mask = ~mostFloats(a.floats, b.floats);
            case "ge" -> (d, a, b, _, _) -> d.mask = mostFloats(b.floats, a.floats);
            case "ltu" -> (d, a, b, _, _) -> d.mask = ~mostFloats(b.floats, a.floats);
            case "num" -> (d, a, b, _, _) -> d.mask = equalFloats(a.floats, a.floats) & equalFloats(b.floats, b.floats);
            case "nan" ->
                (d, a, b, _, _) -> d.mask = ~(equalFloats(a.floats, a.floats) & equalFloats(b.floats, b.floats));
            case "ne" -> (d, a, b, _, _) -> d.mask = lessFloats(a.floats, b.floats) | lessFloats(b.floats, a.floats);
            case "equ" ->
                (d, a, b, _, _) -> d.mask = ~(lessFloats(a.floats, b.floats) | lessFloats(b.floats, a.floats));
            default -> null;
        };
        return lanes == null ? null : new Operation("pff", lanes);
    }

    private static int equalFloats(float[] x, float[] y) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] == y[i] ? 1 : 0) << i;
        }
        return mask;
    }

    private static int lessFloats(float[] x, float[] y) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] < y[i] ? 1 : 0) << i;
        }
        return mask;
    }

    private static int mostFloats(float[] x, float[] y) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] <= y[i] ? 1 : 0) << i;
        }
        return mask;
    }

    private static Operation doubles(String compare) {
        Lanes lanes = switch (compare) {
            case "eq" -> (d, a, b, _, _) -> d.mask = equalDoubles(a.doubles, b.doubles);
            case "neu" -> (d, a, b, _, _) -> d.mask = ~equalDoubles(a.doubles, b.doubles);
            case "lt" -> (d, a, b, _, _) -> d.mask = lessDoubles(a.doubles, b.doubles);
            case "geu" -> (d, a, b, _, _) -> d.mask = ~lessDoubles(a.doubles, b.doubles);
            case "gt" -> (d, a, b, _, _) -> d.mask = lessDoubles(b.doubles, a.doubles);
            case "leu" -> (d, a, b, _, _) -> d.mask = ~lessDoubles(b.doubles, a.doubles);
            case "le" -> (d, a, b, _, _) -> d.mask = mostDoubles(a.doubles, b.doubles);
            case "gtu" -> (d, a, b, _, _) -> d.mask = ~mostDoubles(a.doubles, b.doubles);
            case "ge" -> (d, a, b, _, _) -> d.mask = mostDoubles(b.doubles, a.doubles);
            case "ltu" -> (d, a, b, _, _) -> d.mask = ~mostDoubles(b.doubles, a.doubles);
            case "num" ->
                (d, a, b, _, _) -> d.mask = equalDoubles(a.doubles, a.doubles) & equalDoubles(b.doubles, b.doubles);
            case "nan" ->
                (d, a, b, _, _) -> d.mask = ~(equalDoubles(a.doubles, a.doubles) & equalDoubles(b.doubles, b.doubles));
            case "ne" ->
                (d, a, b, _, _) -> d.mask = lessDoubles(a.doubles, b.doubles) | lessDoubles(b.doubles, a.doubles);
            case "equ" ->
                (d, a, b, _, _) -> d.mask = ~(lessDoubles(a.doubles, b.doubles) | lessDoubles(b.doubles, a.doubles));
            default -> null;
        };
        return lanes == null ? null : new Operation("pdd", lanes);
    }

    private static int equalDoubles(double[] x, double[] y) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] == y[i] ? 1 : 0) << i;
        }
        return mask;
    }

    private static int lessDoubles(double[] x, double[] y) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] < y[i] ? 1 : 0) << i;
        }
        return mask;
    }

    private static int mostDoubles(double[] x, double[] y) {
        int mask = 0;
        for (int i = 0; i < Register.LANES; i++) {
            mask |= (x[i] <= y[i] ? 1 : 0) << i;
        }
        return mask;
    }
}
