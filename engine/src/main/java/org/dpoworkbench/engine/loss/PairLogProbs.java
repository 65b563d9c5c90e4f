package org.dpoworkbench.engine.loss;

/// What the losses see of a pair. Log-probabilities are natural logarithms, summed over the scored completion tokens.
///
/// @param chosen            of the policy, Σ log π(y_w|x)
/// @param rejected          of the policy, Σ log π(y_l|x)
/// @param referenceChosen   Σ log π_ref(y_w|x)
/// @param referenceRejected Σ log π_ref(y_l|x)
/// @param chosenLength      scored tokens of the chosen completion, >= 0
/// @param rejectedLength    scored tokens of the rejected completion, >= 0
public record PairLogProbs(
        double chosen,
        double rejected,
        double referenceChosen,
        double referenceRejected,
        int chosenLength,
        int rejectedLength) {
    public PairLogProbs {
        if (chosenLength < 0 || rejectedLength < 0) {
            throw new IllegalArgumentException("lengths are >= 0, are " + chosenLength + " and " + rejectedLength);
        }
    }

    /// Δ of the chosen completion, in nats.
    public double chosenLogRatio() {
        return chosen - referenceChosen;
    }

    /// Δ of the rejected completion, in nats.
    public double rejectedLogRatio() {
        return rejected - referenceRejected;
    }

    /// Δ of the chosen completion in nats per token; 0 without tokens.
    public double chosenLogRatioPerToken() {
        return chosenLogRatio() / Math.max(1, chosenLength);
    }

    /// Δ of the rejected completion in nats per token; 0 without tokens.
    public double rejectedLogRatioPerToken() {
        return rejectedLogRatio() / Math.max(1, rejectedLength);
    }

    /// Mean log π(y_w|x) per token; 0 without tokens.
    public double chosenPerToken() {
        return chosen / Math.max(1, chosenLength);
    }

    /// Mean log π(y_l|x) per token; 0 without tokens.
    public double rejectedPerToken() {
        return rejected / Math.max(1, rejectedLength);
    }

    /// h, the difference of the log-ratios, in nats: `margins/sum`.
    public double margin() {
        return chosenLogRatio() - rejectedLogRatio();
    }

    /// The difference of the log-ratios per token, in nats per token: `margins/mean`.
    public double marginPerToken() {
        return chosenLogRatioPerToken() - rejectedLogRatioPerToken();
    }

    /// σ(−βh): how wrong the model still is on the pair, and what DPO weighs its gradient with (Rafailov et al. 2023,
    /// arXiv 2305.18290, equation 7): `weights/mean`.
    public double gradientWeight(double beta) {
        return Sigmoid.of(-beta * margin());
    }
}
