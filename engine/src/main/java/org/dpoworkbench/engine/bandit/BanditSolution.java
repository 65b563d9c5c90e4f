package org.dpoworkbench.engine.bandit;

/// Where training ends.
public final class BanditSolution {
    private BanditSolution() {}

    /// The minimum of IPO's sampled loss, Azar et al. 2023 (arXiv 2310.12036), equation 17, for a policy of free logits
    /// and a uniform reference: least squares in the differences of logits, each comparison asking for 1/(2τ).
    ///
    /// | data | π is proportional to |
    /// |---|---|
    /// | total order | (e^{1/(3τ)}, 1, e^{−1/(3τ)}), which is also the paper's equation 8 for this data |
    /// | one winner | (e^{1/(2τ)}, 1, 1) |
    /// | one loser | (1, 1, e^{−1/(2τ)}) |
    /// | majority | (e^{1/(12τ)}, e^{−1/(12τ)}, 1): the difference is (2p − 1)/(2τ) with p = 2/3 |
    public static double[] ofIpo(BanditData data, double tau) {
        return switch (data) {
            case TOTAL_ORDER -> softmax(1 / (3 * tau), 0, -1 / (3 * tau));
            case ONE_WINNER -> softmax(1 / (2 * tau), 0, 0);
            case ONE_LOSER -> softmax(0, 0, -1 / (2 * tau));
            case MAJORITY -> softmax(1 / (12 * tau), -1 / (12 * tau), 0);
        };
    }

    /// Where DPO goes: what never loses takes all, whatever τ is, since −log σ(τh) falls without end; only where
    /// comparisons contradict each other is there a minimum, at h = log(p/(1 − p))/τ.
    ///
    /// | data | π |
    /// |---|---|
    /// | total order, one winner | (1, 0, 0), for every τ |
    /// | one loser | (1/2, 1/2, 0), for every τ |
    /// | majority | proportional to (2^{1/(2τ)}, 2^{−1/(2τ)}, 1) |
    public static double[] limitOfDpo(BanditData data, double tau) {
        return switch (data) {
            case TOTAL_ORDER, ONE_WINNER -> new double[] {1, 0, 0};
            case ONE_LOSER -> new double[] {0.5, 0.5, 0};
            case MAJORITY -> softmax(Math.log(2) / (2 * tau), -Math.log(2) / (2 * tau), 0);
        };
    }

    private static double[] softmax(double a, double b, double c) {
        double most = Math.max(a, Math.max(b, c));
        double[] weights = {Math.exp(a - most), Math.exp(b - most), Math.exp(c - most)};
        double sum = weights[0] + weights[1] + weights[2];
        return new double[] {weights[0] / sum, weights[1] / sum, weights[2] / sum};
    }
}
