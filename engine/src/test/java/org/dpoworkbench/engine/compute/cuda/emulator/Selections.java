package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;
import java.util.function.IntPredicate;

/// Choosing one of two by a predicate or a sign, and the logic of predicates.
final class Selections {
    private Selections() {}

    static void addTo(Map<String, Operation> all) {
        Operations.put(
                all,
                new Operation("iiip", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int mask = c.mask;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (mask >>> i & 1) != 0 ? x[i] : y[i];
                    }
                }),
                "selp.b32",
                "selp.u32",
                "selp.s32",
                "selp.b16",
                "selp.u16",
                "selp.s16");
        Operations.put(
                all, new Operation("iiii", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)), "slct.b32.s32");
        Operations.put(
                all, new Operation("iiif", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)), "slct.b32.f32");
        Operations.put(
                all, new Operation("iiii", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)), "slct.u32.s32");
        Operations.put(
                all, new Operation("iiif", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)), "slct.u32.f32");
        Operations.put(
                all, new Operation("iiii", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)), "slct.s32.s32");
        Operations.put(
                all, new Operation("iiif", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)), "slct.s32.f32");
        Operations.put(
                all,
                new Operation("fffp", (d, a, b, c, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    int mask = c.mask;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (mask >>> i & 1) != 0 ? x[i] : y[i];
                    }
                }),
                "selp.f32");
        Operations.put(
                all, new Operation("fffi", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)), "slct.f32.s32");
        Operations.put(
                all, new Operation("ffff", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)), "slct.f32.f32");
        Operations.put(
                all,
                new Operation("lllp", (d, a, b, c, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    int mask = c.mask;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (mask >>> i & 1) != 0 ? x[i] : y[i];
                    }
                }),
                "selp.b64",
                "selp.u64",
                "selp.s64");
        Operations.put(
                all, new Operation("llli", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)), "slct.b64.s32");
        Operations.put(
                all, new Operation("lllf", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)), "slct.b64.f32");
        Operations.put(
                all, new Operation("llli", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)), "slct.u64.s32");
        Operations.put(
                all, new Operation("lllf", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)), "slct.u64.f32");
        Operations.put(
                all, new Operation("llli", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)), "slct.s64.s32");
        Operations.put(
                all, new Operation("lllf", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)), "slct.s64.f32");
        Operations.put(
                all,
                new Operation("dddp", (d, a, b, c, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    int mask = c.mask;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (mask >>> i & 1) != 0 ? x[i] : y[i];
                    }
                }),
                "selp.f64");
        Operations.put(
                all, new Operation("dddi", (d, a, b, c, _) -> choose(d, a, b, i -> c.ints[i] >= 0)), "slct.f64.s32");
        Operations.put(
                all, new Operation("dddf", (d, a, b, c, _) -> choose(d, a, b, i -> c.floats[i] >= 0)), "slct.f64.f32");
        Operations.put(all, new Operation("pp", (d, a, _, _, _) -> d.mask = a.mask), "mov.pred");
        Operations.put(all, new Operation("pp", (d, a, _, _, _) -> d.mask = ~a.mask), "not.pred");
        Operations.put(all, new Operation("ppp", (d, a, b, _, _) -> d.mask = a.mask & b.mask), "and.pred");
        Operations.put(all, new Operation("ppp", (d, a, b, _, _) -> d.mask = a.mask | b.mask), "or.pred");
        Operations.put(all, new Operation("ppp", (d, a, b, _, _) -> d.mask = a.mask ^ b.mask), "xor.pred");
    }

    private static void choose(Register d, Register a, Register b, IntPredicate first) {
        for (int i = 0; i < Register.LANES; i++) {
            d.bits(i, first.test(i) ? a.bits(i) : b.bits(i));
        }
    }
}
