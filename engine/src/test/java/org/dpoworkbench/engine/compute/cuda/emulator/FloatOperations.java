package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// Arithmetic of float32, rounded to nearest even.
final class FloatOperations {
    private FloatOperations() {}

    static void addTo(Map<String, Operation> all) {
        Operations.put(
                all,
                new Operation("ff", (d, a, _, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i];
                    }
                }),
                "mov.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] + y[i];
                    }
                }),
                "add.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] - y[i];
                    }
                }),
                "sub.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] * y[i];
                    }
                }),
                "mul.f32");
        Operations.put(
                all,
                new Operation("ffff", (d, a, b, c, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    float[] z = c.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.fma(x[i], y[i], z[i]);
                    }
                }),
                "fma.f32",
                "mad.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = x[i] / y[i];
                    }
                }),
                "div.rn.f32");
        Operations.put(
                all,
                new Operation("ff", (d, a, _, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = 1 / x[i];
                    }
                }),
                "rcp.rn.f32");
        Operations.put(
                all,
                new Operation("ff", (d, a, _, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (float) Math.sqrt(x[i]);
                    }
                }),
                "sqrt.rn.f32");
        Operations.put(
                all,
                new Operation("ff", (d, a, _, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = -x[i];
                    }
                }),
                "neg.f32");
        Operations.put(
                all,
                new Operation("ff", (d, a, _, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.abs(x[i]);
                    }
                }),
                "abs.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Float.isNaN(x[i]) ? y[i] : Float.isNaN(y[i]) ? x[i] : Math.min(x[i], y[i]);
                    }
                }),
                "min.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Float.isNaN(x[i]) ? y[i] : Float.isNaN(y[i]) ? x[i] : Math.max(x[i], y[i]);
                    }
                }),
                "max.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.min(x[i], y[i]);
                    }
                }),
                "min.NaN.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.max(x[i], y[i]);
                    }
                }),
                "max.NaN.f32");
        Operations.put(
                all,
                new Operation("fff", (d, a, b, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    float[] y = b.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = Math.copySign(y[i], x[i]);
                    }
                }),
                "copysign.f32");
    }

    /// `.ftz`: numbers below the smallest normal one are zero.
    static final Operation FLUSH = new Operation("ff", (d, a, _, _, _) -> {
        for (int i = 0; i < Register.LANES; i++) {
            float value = a.floats[i];
            d.floats[i] = Math.abs(value) < Float.MIN_NORMAL ? Math.copySign(0, value) : value;
        }
    });

    /// `.sat`: between 0 and 1; what is no number is 0.
    static final Operation SATURATE = new Operation("ff", (d, a, _, _, _) -> {
        for (int i = 0; i < Register.LANES; i++) {
            float value = a.floats[i];
            d.floats[i] = value > 0 ? Math.min(value, 1) : 0;
        }
    });
}
