package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Arithmetic of float64, rounded to nearest even.
final class DoubleOperations {
    private DoubleOperations() {}

    static void addTo(Map<String, Operation> all) {
        Operations.put(
                all,
                new Operation("dd", (d, a, _, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i];
                    }
                }),
                "mov.f64");
        Operations.put(
                all,
                new Operation("ddd", (d, a, b, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] + y[i];
                    }
                }),
                "add.f64");
        Operations.put(
                all,
                new Operation("ddd", (d, a, b, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] - y[i];
                    }
                }),
                "sub.f64");
        Operations.put(
                all,
                new Operation("ddd", (d, a, b, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] * y[i];
                    }
                }),
                "mul.f64");
        Operations.put(
                all,
                new Operation("dddd", (d, a, b, c, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    double[] z = c.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.fma(x[i], y[i], z[i]);
                    }
                }),
                "fma.f64",
                "mad.f64");
        Operations.put(
                all,
                new Operation("ddd", (d, a, b, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] / y[i];
                    }
                }),
                "div.rn.f64");
        Operations.put(
                all,
                new Operation("dd", (d, a, _, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = 1 / x[i];
                    }
                }),
                "rcp.rn.f64");
        Operations.put(
                all,
                new Operation("dd", (d, a, _, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.sqrt(x[i]);
                    }
                }),
                "sqrt.rn.f64");
        Operations.put(
                all,
                new Operation("dd", (d, a, _, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = -x[i];
                    }
                }),
                "neg.f64");
        Operations.put(
                all,
                new Operation("dd", (d, a, _, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.abs(x[i]);
                    }
                }),
                "abs.f64");
        Operations.put(
                all,
                new Operation("ddd", (d, a, b, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Double.isNaN(x[i]) ? y[i] : Double.isNaN(y[i]) ? x[i] : Math.min(x[i], y[i]);
                    }
                }),
                "min.f64");
        Operations.put(
                all,
                new Operation("ddd", (d, a, b, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Double.isNaN(x[i]) ? y[i] : Double.isNaN(y[i]) ? x[i] : Math.max(x[i], y[i]);
                    }
                }),
                "max.f64");
        Operations.put(
                all,
                new Operation("ddd", (d, a, b, _, _) -> {
                    double[] r = d.doubles;
                    double[] x = a.doubles;
                    double[] y = b.doubles;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.copySign(y[i], x[i]);
                    }
                }),
                "copysign.f64");
    }
}
