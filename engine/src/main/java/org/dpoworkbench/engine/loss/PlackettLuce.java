package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// Plackett–Luce DPO over ranked lists, Rafailov et al. 2023 (arXiv 2305.18290), appendix A.3, the best
/// first: `-Σ_k log(e^{βΔ_k} / Σ_{j >= k} e^{βΔ_j})`. Of two completions it is DPO.
public record PlackettLuce(double beta) implements PreferenceLoss {
    public PlackettLuce {
        Beta.requirePositive(beta);
    }

    /// The loss of one list.
    ///
    /// @param logRatios (completions) Δ of each in nats, the best first
    /// @param count     how many of them are in use
    /// @param gradient  (completions) d loss / d Δ, written
    public double at(double[] logRatios, int count, double[] gradient) {
        for (int k = 0; k < count; k++) {
            gradient[k] = 0;
        }
        double loss = 0;
        for (int k = 0; k + 1 < count; k++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int j = k; j < count; j++) {
                largest = Math.max(largest, beta * logRatios[j]);
            }
            double others = 0;
            double sum = 0;
            for (int j = k; j < count; j++) {
                double e = Math.exp(beta * logRatios[j] - largest);
                sum += e;
                others += j > k ? e : 0;
            }
            double own = beta * logRatios[k] - largest;
            // log(1 + others / own's share) keeps its digits where the best is far ahead.
            loss += own == 0 ? Math.log1p(others) : Math.log(sum) - own;
            for (int j = k; j < count; j++) {
                double share = Math.exp(beta * logRatios[j] - largest) / sum;
                gradient[j] += beta * (j == k ? -others / sum : share);
            }
        }
        return loss;
    }

    /// log K! of a list of K completions, so that it depends on the data.
    @Override
    public OptionalDouble startingValue() {
        return OptionalDouble.empty();
    }
}
