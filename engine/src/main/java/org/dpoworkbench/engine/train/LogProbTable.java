package org.dpoworkbench.engine.train;

import java.util.Arrays;

/// Summed log-probs of both sides of numbered pairs, in nats; NaN where not computed yet.
final class LogProbTable {
    private final double[] chosen;
    private final double[] rejected;

    LogProbTable(int pairs) {
        chosen = new double[pairs];
        rejected = new double[pairs];
        Arrays.fill(chosen, Double.NaN);
        Arrays.fill(rejected, Double.NaN);
    }

    int pairs() {
        return chosen.length;
    }

    void set(int pair, double chosenLogProb, double rejectedLogProb) {
        chosen[pair] = chosenLogProb;
        rejected[pair] = rejectedLogProb;
    }

    double chosen(int pair) {
        return chosen[pair];
    }

    double rejected(int pair) {
        return rejected[pair];
    }

    /// Whether both sides are there.
    boolean has(int pair) {
        return Double.isFinite(chosen[pair]) && Double.isFinite(rejected[pair]);
    }
}
