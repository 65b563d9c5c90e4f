package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Arithmetic of 16-bit integers, which lie in their lanes extended by zeros.
final class ShortOperations {
    private ShortOperations() {}

    static void addTo(Map<String, Operation> all) {
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] + y[i] & 0xffff;
                    }
                }),
                "add.s16",
                "add.u16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] - y[i] & 0xffff;
                    }
                }),
                "sub.s16",
                "sub.u16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] * y[i] & 0xffff;
                    }
                }),
                "mul.lo.s16",
                "mul.lo.u16");
        Operations.put(
                all,
                new Operation("iiii", (d, a, b, c, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    int[] z = c.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] * y[i] + z[i] & 0xffff;
                    }
                }),
                "mad.lo.s16",
                "mad.lo.u16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (short) x[i] * (short) y[i];
                    }
                }),
                "mul.wide.s16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (x[i] & 0xffff) * (y[i] & 0xffff);
                    }
                }),
                "mul.wide.u16");
        Operations.put(
                all,
                new Operation("ii", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = ~x[i] & 0xffff;
                    }
                }),
                "not.b16");
        Operations.put(
                all,
                new Operation("ii", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = -x[i] & 0xffff;
                    }
                }),
                "neg.s16");
        Operations.put(
                all,
                new Operation("ii", (d, a, _, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.abs((short) x[i]) & 0xffff;
                    }
                }),
                "abs.s16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.min((short) x[i], (short) y[i]) & 0xffff;
                    }
                }),
                "min.s16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.max((short) x[i], (short) y[i]) & 0xffff;
                    }
                }),
                "max.s16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.min(x[i] & 0xffff, y[i] & 0xffff);
                    }
                }),
                "min.u16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.max(x[i] & 0xffff, y[i] & 0xffff);
                    }
                }),
                "max.u16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (y[i] & -16) == 0 ? x[i] << y[i] & 0xffff : 0;
                    }
                }),
                "shl.b16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (y[i] & -16) == 0 ? (x[i] & 0xffff) >>> y[i] : 0;
                    }
                }),
                "shr.u16",
                "shr.b16");
        Operations.put(
                all,
                new Operation("iii", (d, a, b, _, _) -> {
                    int[] r = d.ints;
                    int[] x = a.ints;
                    int[] y = b.ints;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (short) x[i] >> ((y[i] & -16) == 0 ? y[i] : 15) & 0xffff;
                    }
                }),
                "shr.s16");
    }
}
