package org.dpoworkbench.engine.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// How often one side is preferred, ties counted half, with a percentile bootstrap interval over prompts
/// (Efron 1979).
///
/// @param rate in [0, 1]
/// @param low  2.5 % quantile of the bootstrap
/// @param high 97.5 % quantile of the bootstrap
/// @param n    judgements
public record WinRate(double rate, double low, double high, int n) {
    private static final int RESAMPLES = 2000;

    /// The rate of judgements that come in groups: prompts are drawn anew, with all their judgements.
    ///
    /// @param byPrompt for each prompt its scores: 1 won, 0.5 tied, 0 lost; at least one in all
    public static WinRate of(List<double[]> byPrompt, long seed) {
        double[] sums = byPrompt.stream()
                .mapToDouble(scores -> Arrays.stream(scores).sum())
                .toArray();
        int[] counts = byPrompt.stream().mapToInt(scores -> scores.length).toArray();
        int n = Arrays.stream(counts).sum();
        if (n == 0) {
            throw new IllegalArgumentException("no judgement");
        }
        double[] rates = new double[RESAMPLES];
        var random = new SplittableRandom(seed);
        for (int r = 0; r < RESAMPLES; r++) {
            rates[r] = resampled(sums, counts, random);
        }
        Arrays.sort(rates);
        return new WinRate(Arrays.stream(sums).sum() / n, quantile(rates, 0.025), quantile(rates, 0.975), n);
    }

    private static double resampled(double[] sums, int[] counts, SplittableRandom random) {
        double sum = 0;
        double count = 0;
        while (count == 0) { // a prompt may come without a judgement
            for (int i = 0; i < sums.length; i++) {
                int drawn = random.nextInt(sums.length);
                sum += sums[drawn];
                count += counts[drawn];
            }
        }
        return sum / count;
    }

    /// By linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
    private static double quantile(double[] sorted, double p) {
        double place = p * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
