package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;
import java.util.function.IntPredicate;

/// Choosing one of two by a predicate or a sign, and the logic of predicates.
final class Selections {
    private Selections() {}

    static void addTo(Map<String, Operation> all) {
        Operations.put(
                all,
                new Operation("iiip", Selections::chooseInts),
                "selp.b32",
                "selp.u32",
                "selp.s32",
                "selp.b16",
                "selp.u16",
                "selp.s16");
        Operations.put(all, new Operation("fffp", Selections::chooseFloats), "selp.f32");
        Operations.put(all, new Operation("lllp", Selections::chooseLongs), "selp.b64", "selp.u64", "selp.s64");
        Operations.put(all, new Operation("dddp", Selections::chooseDoubles), "selp.f64");
        for (String type : new String[] {"b32", "u32", "s32", "b64", "u64", "s64", "f32", "f64"}) {
            String letters = Conversions.letter(type).repeat(3);
            all.put(
                    "slct." + type + ".s32",
                    new Operation(letters + "i", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)));
            all.put(
                    "slct." + type + ".f32",
                    new Operation(letters + "f", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)));
        }
        all.put("mov.pred", new Operation("pp", (d, a, _, _, _) -> d.mask = a.mask));
        all.put("not.pred", new Operation("pp", (d, a, _, _, _) -> d.mask = ~a.mask));
        all.put("and.pred", new Operation("ppp", (d, a, b, _, _) -> d.mask = a.mask & b.mask));
        all.put("or.pred", new Operation("ppp", (d, a, b, _, _) -> d.mask = a.mask | b.mask));
        all.put("xor.pred", new Operation("ppp", (d, a, b, _, _) -> d.mask = a.mask ^ b.mask));
    }

    private static void choose(Register d, Register a, Register b, IntPredicate first) {
        for (int i = 0; i < Register.LANES; i++) {
            d.bits(i, first.test(i) ? a.bits(i) : b.bits(i));
        }
    }

    // Without jumps: predicates are often as good as random.

    private static void chooseInts(Register d, Register a, Register b, Register c, Register e) {
        int[] r = d.ints;
        int[] x = a.ints;
        int[] y = b.ints;
        int mask = c.mask;
        for (int i = 0; i < Register.LANES; i++) {
            int other = y[i];
            r[i] = other ^ ((x[i] ^ other) & -(mask >>> i & 1));
        }
    }

    private static void chooseLongs(Register d, Register a, Register b, Register c, Register e) {
        long[] r = d.longs;
        long[] x = a.longs;
        long[] y = b.longs;
        long mask = c.mask;
        for (int i = 0; i < Register.LANES; i++) {
            long other = y[i];
            r[i] = other ^ ((x[i] ^ other) & -(mask >>> i & 1));
        }
    }

    private static void chooseFloats(Register d, Register a, Register b, Register c, Register e) {
        float[] r = d.floats;
        float[] x = a.floats;
        float[] y = b.floats;
        int mask = c.mask;
        for (int i = 0; i < Register.LANES; i++) {
            int other = Float.floatToRawIntBits(y[i]);
            r[i] = Float.intBitsToFloat(other ^ ((Float.floatToRawIntBits(x[i]) ^ other) & -(mask >>> i & 1)));
        }
    }

    private static void chooseDoubles(Register d, Register a, Register b, Register c, Register e) {
        double[] r = d.doubles;
        double[] x = a.doubles;
        double[] y = b.doubles;
        long mask = c.mask;
        for (int i = 0; i < Register.LANES; i++) {
            long other = Double.doubleToRawLongBits(y[i]);
            r[i] = Double.longBitsToDouble(other ^ ((Double.doubleToRawLongBits(x[i]) ^ other) & -(mask >>> i & 1)));
        }
    }
}
