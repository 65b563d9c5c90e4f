package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Arithmetic of 32-bit integers. Division by zero gives what PTX leaves open: all bits, or the dividend as remainder.
final class IntOperations {
    private IntOperations() {}

    static void addTo(Map<String, Operation> all) {
        Operations.put(
                all,
                new Operation("ii", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i];
                    }
                }),
                "mov.b32",
                "mov.u32",
                "mov.s32",
                "mov.b16",
                "mov.u16",
                "mov.s16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] + y[i];
                    }
                }),
                "add.s32",
                "add.u32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] - y[i];
                    }
                }),
                "sub.s32",
                "sub.u32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] * y[i];
                    }
                }),
                "mul.lo.s32",
                "mul.lo.u32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] * y[i] + z[i];
                    }
                }),
                "mad.lo.s32",
                "mad.lo.u32");
        Operations.put(
                all,
                new Operation("lii", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (long) x[i] * y[i];
                    }
                }),
                "mul.wide.s32");
        Operations.put(
                all,
                new Operation("lii", (d, a, b, _, _) -> {
                    long[] r = d.longs;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (x[i] & 0xffffffffL) * (y[i] & 0xffffffffL);
                    }
                }),
                "mul.wide.u32");
        Operations.put(
                all,
                new Operation("liil", (d, a, b, c, _) -> {
                    long[] r = d.longs;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    long[] z = c.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (long) x[i] * y[i] + z[i];
                    }
                }),
                "mad.wide.s32");
        Operations.put(
                all,
                new Operation("liil", (d, a, b, c, _) -> {
                    long[] r = d.longs;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    long[] z = c.longs;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (x[i] & 0xffffffffL) * (y[i] & 0xffffffffL) + z[i];
                    }
                }),
                "mad.wide.u32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) (((long) x[i] * y[i]) >> 32);
                    }
                }),
                "mul.hi.s32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) (((x[i] & 0xffffffffL) * (y[i] & 0xffffffffL)) >>> 32);
                    }
                }),
                "mul.hi.u32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) (((long) x[i] * y[i]) >> 32) + z[i];
                    }
                }),
                "mad.hi.s32");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (int) (((x[i] & 0xffffffffL) * (y[i] & 0xffffffffL)) >>> 32) + z[i];
                    }
                }),
                "mad.hi.u32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] & y[i];
                    }
                }),
                "and.b32",
                "and.b16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] | y[i];
                    }
                }),
                "or.b32",
                "or.b16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] ^ y[i];
                    }
                }),
                "xor.b32",
                "xor.b16");
        Operations.put(
                all,
                new Operation("ii", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = ~x[i];
                    }
                }),
                "not.b32");
        Operations.put(
                all,
                new Operation("ii", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = -x[i];
                    }
                }),
                "neg.s32");
        Operations.put(
                all,
                new Operation("ii", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.abs(x[i]);
                    }
                }),
                "abs.s32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.min(x[i], y[i]);
                    }
                }),
                "min.s32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.max(x[i], y[i]);
                    }
                }),
                "max.s32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (y[i] & -32) == 0 ? x[i] << y[i] : 0;
                    }
                }),
                "shl.b32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (y[i] & -32) == 0 ? x[i] >>> y[i] : 0;
                    }
                }),
                "shr.u32",
                "shr.b32");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (y[i] & -32) == 0 ? x[i] >> y[i] : x[i] >> 31;
                    }
                }),
                "shr.s32");
        Operations.put(
                all,
                new Operation("iii", Operations.ints((x, y) -> Integer.compareUnsigned(x, y) <= 0 ? x : y)),
                "min.u32");
        Operations.put(
                all,
                new Operation("iii", Operations.ints((x, y) -> Integer.compareUnsigned(x, y) >= 0 ? x : y)),
                "max.u32");
        Operations.put(all, new Operation("iii", Operations.ints((x, y) -> y == 0 ? -1 : x / y)), "div.s32");
        Operations.put(
                all,
                new Operation("iii", Operations.ints((x, y) -> y == 0 ? -1 : Integer.divideUnsigned(x, y))),
                "div.u32");
        Operations.put(all, new Operation("iii", Operations.ints((x, y) -> y == 0 ? x : x % y)), "rem.s32");
        Operations.put(
                all,
                new Operation("iii", Operations.ints((x, y) -> y == 0 ? x : Integer.remainderUnsigned(x, y))),
                "rem.u32");
    }
}
