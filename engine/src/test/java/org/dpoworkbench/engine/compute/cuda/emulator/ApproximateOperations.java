package org.dpoworkbench.engine.compute.cuda.emulator;

import java.util.Map;

/// What a card computes approximately. Here float32 results are those of double precision, rounded
/// once, so that they are within every bound that PTX states; they are not the bits that a card gives.
final class ApproximateOperations {
    private ApproximateOperations() {}

    static void addTo(Map<String, Operation> all) {
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
                "div.approx.f32",
                "div.full.f32");
        Operations.put(
                all,
                new Operation("ff", (d, a, _, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = 1 / x[i];
                    }
                }),
                "rcp.approx.f32");
        Operations.put(
                all,
                new Operation("ff", (d, a, _, _, _) -> {
                    float[] r = d.floats;
                    float[] x = a.floats;
                    for (int i = 0; i < Register.LANES; i++) {
                        r[i] = (float) Math.sqrt(x[i]);
                    }
                }),
                "sqrt.approx.f32");
        Operations.put(all, new Operation("ff", Operations.floats(x -> 1 / Math.sqrt(x))), "rsqrt.approx.f32");
        Operations.put(all, new Operation("ff", Operations.floats(x -> Math.pow(2, x))), "ex2.approx.f32");
        Operations.put(all, new Operation("ff", Operations.floats(x -> Math.log(x) / LN_2)), "lg2.approx.f32");
        Operations.put(all, new Operation("ff", Operations.floats(Math::sin)), "sin.approx.f32");
        Operations.put(all, new Operation("ff", Operations.floats(Math::cos)), "cos.approx.f32");
        Operations.put(all, new Operation("ff", Operations.floats(Math::tanh)), "tanh.approx.f32");
        Operations.put(all, new Operation("dd", Operations.doubles(x -> coarse(1 / coarse(x)))), "rcp.approx.ftz.f64");
        Operations.put(
                all,
                new Operation("dd", Operations.doubles(x -> coarse(1 / Math.sqrt(coarse(x))))),
                "rsqrt.approx.ftz.f64");
        // Without flushing it is a function of full precision.
        Operations.put(all, new Operation("dd", Operations.doubles(x -> 1 / Math.sqrt(x))), "rsqrt.approx.f64");
    }

    private static final double LN_2 = Math.log(2);

    /// Only the upper 32 bits of a double: what the approximations in float64 look at and give.
    private static double coarse(double value) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & 0xffffffff_00000000L);
    }
}
