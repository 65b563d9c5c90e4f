package org.dpoworkbench.engine.statistics;

/// Uncertainty of a share of counted things.
public final class Binomial {
    static final double Z = 1.959963984540054; // the 97.5 % quantile of the normal distribution

    private Binomial() {}

    /// Wilson's (1927) score interval of 95 % for `successes` of `n`.
    public static double[] wilson(double successes, int n) {
        double p = successes / n;
        double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(Math.max(0, p * (1 - p)) / n + Z * Z / (4.0 * n * n));
        return new double[] {Math.max(0, centre - half), Math.min(1, centre + half)};
    }
}
