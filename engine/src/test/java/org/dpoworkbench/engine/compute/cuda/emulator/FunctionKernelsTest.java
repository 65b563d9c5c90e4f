package org.dpoworkbench.engine.compute.cuda.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// The compiler's own expf, erff, log and the like are long chains of fused and directed arithmetic: they come out
/// within their documented errors of Java's double precision only if every link is right.
final class FunctionKernelsTest {
    private static final double ULP = Math.ulp(1f);
    private static final double ULP_64 = Math.ulp(1.0);

    private static double[] arguments(int count) {
        SplittableRandom random = new SplittableRandom(3);
        double[] x = random.doubles(count, -20, 20).toArray();
        for (int i = 0; i < count / 2; i++) {
            x[i] /= 16;
        }
        return x;
    }

    @Test
    void functionsOfFloatAreWithinTheirErrors() {
        int n = 512;
        double[] arguments = arguments(n);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) arguments[i];
        }
        try (Bench bench = new Bench("functions")) {
            long out = bench.space(16 * n * 4);
            bench.launch("functions", 4, 1, 128, bench.device(x), out, n);
            float[] result = bench.floats(out, 16 * n);
            expect(x, result, 0, 2, Math::exp);
            expect(x, result, 1, 2, v -> Math.log(Math.abs(v)));
            expect(x, result, 2, 2, Math::tanh);
            expect(x, result, 3, 2, FunctionKernelsTest::erf);
            // exp2 of a rounded product: its error grows with the argument.
            expect(x, result, 4, 24, Math::exp);
            expect(x, result, 5, 0.5, v -> Math.sqrt(Math.abs(v)));
            expect(x, result, 6, 0.5, v -> 1 / v);
            expect(x, result, 7, 2, v -> 1 / Math.sqrt(Math.abs(v)));
            expect(x, result, 8, 2, v -> Math.log1p(Math.abs(v)));
            expect(x, result, 9, 2, v -> v / (float) (v + 3));
            expect(x, result, 10, 2, Math::cos);
            expect(x, result, 11, 2, Math::sin);
            expect(x, result, 12, 16, v -> Math.pow(Math.abs(v), (double) 1.7f));
            expect(x, result, 13, 2, Math::expm1);
            expect(x, result, 14, 1, v -> Math.floor(v) + Math.ceil(v) * 2 + Math.rint(v) * 4 + (double) (long) v * 8);
            expect(x, result, 15, 1, v -> Math.min(v, 0.5) + Math.max(v, -0.5) * 3);
        }
    }

    private static void expect(float[] x, float[] result, int which, double ulps, DoubleUnaryOperator function) {
        for (int i = 0; i < x.length; i++) {
            double expected = function.applyAsDouble(x[i]);
            double size = Math.max(Math.abs(expected), Float.MIN_NORMAL);
            assertThat((double) result[which * x.length + i])
                    .as("function %d of %s", which, x[i])
                    .isCloseTo(expected, within(ulps * ULP * size));
        }
    }

    /// By its series, or one less the continued fraction of its complement.
    private static double erf(double x) {
        double a = Math.abs(x);
        if (a < 2.5) {
            double sum = 0;
            double term = a;
            for (int k = 0; k < 80; k++) {
                sum += term / (2 * k + 1);
                term *= -a * a / (k + 1);
            }
            return Math.copySign(2 / Math.sqrt(Math.PI) * sum, x);
        }
        double fraction = 0;
        for (int k = 120; k > 0; k--) {
            fraction = k / 2.0 / (a + fraction);
        }
        return Math.copySign(1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction), x);
    }

    @Test
    void functionsOfDoubleAreWithinTheirErrors() {
        int n = 256;
        double[] x = arguments(n);
        try (Bench bench = new Bench("functions")) {
            long out = bench.space(10 * n * 8);
            bench.launch("doubles", 2, 1, 128, bench.device(x), out, n);
            double[] result = bench.doubles(out, 10 * n);
            expect(x, result, 0, 2, Math::exp);
            expect(x, result, 1, 2, v -> Math.log(Math.abs(v)));
            expect(x, result, 2, 0, v -> Math.sqrt(Math.abs(v)));
            expect(x, result, 3, 0, v -> 1 / v);
            expect(x, result, 4, 0, v -> v / (v + 3));
            expect(x, result, 5, 2, v -> 1 / Math.sqrt(Math.abs(v)));
            expect(x, result, 6, 3, v -> Math.log1p(Math.abs(v)));
            expect(x, result, 7, 0, v -> (float) v + (double) (int) v + (double) (long) (v * 1e5));
            expect(x, result, 8, 0, v -> Math.floor(v) + Math.rint(v) * 3);
            expect(x, result, 9, 4, Math::tanh);
            assertThat(Arrays.stream(result)).allMatch(Double::isFinite);
        }
    }

    private static void expect(double[] x, double[] result, int which, double ulps, DoubleUnaryOperator function) {
        for (int i = 0; i < x.length; i++) {
            double expected = function.applyAsDouble(x[i]);
            assertThat(result[which * x.length + i])
                    .as("function %d of %s", which, x[i])
                    .isCloseTo(expected, within(ulps * ULP_64 * Math.abs(expected)));
        }
    }
}
