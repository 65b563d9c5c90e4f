package org.dpoworkbench.engine.compute;

/// The element-wise functions and their derivatives, in float64.
final class ControlFunctions {
    private static final double ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;

    private ControlFunctions() {}

    static double value(Nonlinearity f, double x) {
        return switch (f) {
            case GELU_TANH -> 0.5 * x * (1 + Math.tanh(ROOT_2_OVER_PI * (x + CUBIC * x * x * x)));
            case GELU -> x * normalDistribution(x);
            case SILU -> x / (1 + Math.exp(-x));
            case RELU -> Math.max(x, 0);
        };
    }

    static double slope(Nonlinearity f, double x) {
        return switch (f) {
            case GELU_TANH -> {
                double t = Math.tanh(ROOT_2_OVER_PI * (x + CUBIC * x * x * x));
                double inner = ROOT_2_OVER_PI * (1 + 3 * CUBIC * x * x);
                yield 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner;
            }
            case GELU -> normalDistribution(x) + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
            case SILU -> {
                double s = 1 / (1 + Math.exp(-x));
                yield s * (1 + x * (1 - s));
            }
            case RELU -> x > 0 ? 1 : 0;
        };
    }

    /// Φ(x). Near 0 by erf's series Σ (2/√π) (−1)^n u^(2n+1) / (n! (2n+1)), further out by erfc's continued fraction
    /// (Abramowitz and Stegun 7.1.5 and 7.1.14), u = x/√2.
    static double normalDistribution(double x) {
        double u = Math.abs(x) / Math.sqrt(2);
        double beyond = u < 2.5 ? (1 - erfBySeries(u)) / 2 : erfcByFraction(u) / 2;
        return x < 0 ? beyond : 1 - beyond;
    }

    private static double erfBySeries(double u) {
        double power = u;
        double sum = u;
        for (int n = 1; n < 80; n++) {
            power *= -u * u / n;
            sum += power / (2 * n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    private static double erfcByFraction(double u) {
        double f = u;
        for (int n = 120; n > 0; n--) {
            f = u + n / 2.0 / f;
        }
        return Math.exp(-u * u) / (f * Math.sqrt(Math.PI));
    }
}
