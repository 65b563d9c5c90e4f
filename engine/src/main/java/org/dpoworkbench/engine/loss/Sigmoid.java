package org.dpoworkbench.engine.loss;

/// The logistic function, without overflow and without cancellation.
final class Sigmoid {
    private Sigmoid() {}

    /// `1 / (1 + e^-x)`.
    static double of(double x) {
        double e = Math.exp(-Math.abs(x));
        return (x >= 0 ? 1 : e) / (1 + e);
    }

    /// `σ(x) σ(-x)`, its derivative.
    static double slope(double x) {
        return of(x) * of(-x);
    }

    /// `-log σ(x) = log(1 + e^-x)`.
    static double negativeLog(double x) {
        return Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
