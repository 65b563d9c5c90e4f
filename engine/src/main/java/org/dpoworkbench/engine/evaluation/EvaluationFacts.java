package org.dpoworkbench.engine.evaluation;

import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.statistics.Binomial;
import org.dpoworkbench.engine.statistics.Ranks;

/// What the pairs of an evaluation say together. Intervals cover with 95 %.
///
/// @param pairs              how many
/// @param tied               pairs whose margin is exactly 0
/// @param accuracy           share with h > 0
/// @param lengthMatched      the same over pairs whose lengths differ by at most a tenth of the longer side;
///                           absent where there is none
/// @param marginAndGap       Spearman's ρ of the summed margin and the length gap; absent below 30 pairs or
///                           without variance
/// @param perTokenAndGap     the same of the margin per token
public record EvaluationFacts(
        int pairs,
        int tied,
        Share accuracy,
        Optional<Share> lengthMatched,
        Optional<Correlation> marginAndGap,
        Optional<Correlation> perTokenAndGap) {
    private static final double MATCHED = 0.1;

    /// A share of `n` counted pairs with Wilson's interval.
    public record Share(double value, double low, double high, int n) {
        static Share of(int right, int n) {
            double[] interval = Binomial.wilson(right, n);
            return new Share((double) right / n, interval[0], interval[1], n);
        }
    }

    /// A rank correlation with its interval.
    public record Correlation(double rho, double low, double high) {}

    /// @throws IllegalArgumentException where there is no pair
    public static EvaluationFacts of(PairEvaluation evaluation) {
        int n = evaluation.size();
        if (n == 0) {
            throw new IllegalArgumentException("no pair");
        }
        double[] gaps = new double[n];
        double[] summed = new double[n];
        double[] perToken = new double[n];
        int right = 0;
        int tied = 0;
        int matched = 0;
        int matchedRight = 0;
        for (int i = 0; i < n; i++) {
            summed[i] = evaluation.margin(i);
            perToken[i] = evaluation.at(i).marginPerToken();
            gaps[i] = evaluation.gap(i);
            int isRight = summed[i] > 0 ? 1 : 0;
            right += isRight;
            tied += summed[i] == 0 ? 1 : 0;
            if (lengthMatched(evaluation, i)) {
                matched++;
                matchedRight += isRight;
            }
        }
        return new EvaluationFacts(
                n,
                tied,
                Share.of(right, n),
                matched == 0 ? Optional.empty() : Optional.of(Share.of(matchedRight, matched)),
                correlation(summed, gaps),
                correlation(perToken, gaps));
    }

    private static boolean lengthMatched(PairEvaluation evaluation, int pair) {
        int longer = Math.max(
                evaluation.pairs().chosenLength(pair), evaluation.pairs().rejectedLength(pair));
        return Math.abs(evaluation.gap(pair)) <= MATCHED * longer;
    }

    private static Optional<Correlation> correlation(double[] values, double[] gaps) {
        OptionalDouble rho = Ranks.spearman(values, gaps);
        if (rho.isEmpty()) {
            return Optional.empty();
        }
        double[] interval = Ranks.interval(rho.getAsDouble(), values.length);
        return Optional.of(new Correlation(rho.getAsDouble(), interval[0], interval[1]));
    }
}
