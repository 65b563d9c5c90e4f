package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Arithmetic of 64-bit integers. Division by zero gives what PTX leaves open: all bits, or the dividend as remainder.
final class LongOperations {
    private LongOperations() {}

    static void addTo(Map<String, Operation> all) {
        Operations.put(
                all,
                new Operation("ll", (d, a, _, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i];
                    }
                }),
                "mov.b64",
                "mov.u64",
                "mov.s64");
        Operations.put(
                all,
                new Operation("lll", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] + y[i];
                    }
                }),
                "add.s64",
                "add.u64");
        Operations.put(
                all,
                new Operation("lll", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] - y[i];
                    }
                }),
                "sub.s64",
                "sub.u64");
        Operations.put(
                all,
                new Operation("lll", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] * y[i];
                    }
                }),
                "mul.lo.s64",
                "mul.lo.u64");
        Operations.put(
                all,
                new Operation("llll", (d, a, b, c, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    long[] z = c.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] * y[i] + z[i];
                    }
                }),
                "mad.lo.s64",
                "mad.lo.u64");
        Operations.put(all, new Operation("lll", Operations.longs(Math::multiplyHigh)), "mul.hi.s64");
        Operations.put(all, new Operation("lll", Operations.longs(Math::unsignedMultiplyHigh)), "mul.hi.u64");
        Operations.put(
                all,
                new Operation("lll", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] & y[i];
                    }
                }),
                "and.b64");
        Operations.put(
                all,
                new Operation("lll", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] | y[i];
                    }
                }),
                "or.b64");
        Operations.put(
                all,
                new Operation("lll", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] ^ y[i];
                    }
                }),
                "xor.b64");
        Operations.put(
                all,
                new Operation("ll", (d, a, _, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = ~x[i];
                    }
                }),
                "not.b64");
        Operations.put(
                all,
                new Operation("ll", (d, a, _, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = -x[i];
                    }
                }),
                "neg.s64");
        Operations.put(
                all,
                new Operation("ll", (d, a, _, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.abs(x[i]);
                    }
                }),
                "abs.s64");
        Operations.put(
                all,
                new Operation("lll", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.min(x[i], y[i]);
                    }
                }),
                "min.s64");
        Operations.put(
                all,
                new Operation("lll", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    long[] y = b.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.max(x[i], y[i]);
                    }
                }),
                "max.s64");
        Operations.put(
                all,
                new Operation("lli", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (y[i] & -64) == 0 ? x[i] << y[i] : 0;
                    }
                }),
                "shl.b64");
        Operations.put(
                all,
                new Operation("lli", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (y[i] & -64) == 0 ? x[i] >>> y[i] : 0;
                    }
                }),
                "shr.u64",
                "shr.b64");
        Operations.put(
                all,
                new Operation("lli", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    long[] x = a.longs;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (y[i] & -64) == 0 ? x[i] >> y[i] : x[i] >> 63;
                    }
                }),
                "shr.s64");
        Operations.put(
                all,
                new Operation("lll", Operations.longs((x, y) -> Long.compareUnsigned(x, y) <= 0 ? x : y)),
                "min.u64");
        Operations.put(
                all,
                new Operation("lll", Operations.longs((x, y) -> Long.compareUnsigned(x, y) >= 0 ? x : y)),
                "max.u64");
        Operations.put(all, new Operation("lll", Operations.longs((x, y) -> y == 0 ? -1 : x / y)), "div.s64");
        Operations.put(
                all,
                new Operation("lll", Operations.longs((x, y) -> y == 0 ? -1 : Long.divideUnsigned(x, y))),
                "div.u64");
        Operations.put(all, new Operation("lll", Operations.longs((x, y) -> y == 0 ? x : x % y)), "rem.s64");
        Operations.put(
                all,
                new Operation("lll", Operations.longs((x, y) -> y == 0 ? x : Long.remainderUnsigned(x, y))),
                "rem.u64");
    }
}
