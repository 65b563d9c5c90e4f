package org.dpoworkbench.engine.data;

import java.util.Arrays;

/// The distribution of a length in tokens. Quantiles are linear between order statistics (Hyndman and Fan's type 7,
/// numpy's default).
public record LengthSummary(
        double mean, double min, double p5, double p25, double median, double p75, double p95, double max) {

    /// The summary of some lengths.
    ///
    /// @param lengths at least one, in any order
    public static LengthSummary of(int[] lengths) {
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        return new LengthSummary(
                Arrays.stream(sorted).average().orElseThrow(),
                sorted[0],
                quantile(sorted, 0.05),
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                quantile(sorted, 0.95),
                sorted[sorted.length - 1]);
    }

    private static double quantile(int[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
