package org.dpoworkbench.engine.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;

/// Rank correlation.
public final class Ranks {
    /// Below this many points a correlation says nothing and is left out.
    private static final int FEWEST = 30;

    private Ranks() {}

    /// Spearman's ρ: the correlation of ranks, ties sharing their mean rank. Undefined below 30 points or where
    /// one side does not vary.
    public static OptionalDouble spearman(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " and " + y.length + " points");
        }
        return x.length < FEWEST ? OptionalDouble.empty() : correlation(ranks(x), ranks(y));
    }

    /// The interval that covers ρ with 95 %, by Fisher's transformation with Bonett and Wright's (2000) variance
    /// (1 + ρ²/2) / (n − 3).
    public static double[] interval(double rho, int n) {
        double z = atanh(Math.clamp(rho, -1 + 1e-12, 1 - 1e-12));
        double half = Binomial.Z * Math.sqrt((1 + rho * rho / 2) / (n - 3));
        return new double[] {Math.tanh(z - half), Math.tanh(z + half)};
    }

    private static double atanh(double r) {
        return 0.5 * Math.log((1 + r) / (1 - r));
    }

    private static double[] ranks(double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double[] ranks = new double[values.length];
        int start = 0;
        while (start < order.length) {
            int end = start + 1;
            while (end < order.length && values[order[end]] == values[order[start]]) {
                end++;
            }
            for (int i = start; i < end; i++) {
                ranks[order[i]] = (start + end + 1) / 2.0;
            }
            start = end;
        }
        return ranks;
    }

    private static OptionalDouble correlation(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xx == 0 || yy == 0 ? OptionalDouble.empty() : OptionalDouble.of(xy / Math.sqrt(xx * yy));
    }
}
