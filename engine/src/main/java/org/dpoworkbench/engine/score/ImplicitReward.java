package org.dpoworkbench.engine.score;

/// The implicit reward of a completion: beta × (Σ log π − Σ log π_ref), up to a constant of the prompt (Rafailov et al.
/// 2023, arXiv 2305.18290, equation 5). Log-probs are natural logarithms, summed over the scored tokens.
///
/// @param tokens scored ones
public record ImplicitReward(double beta, int tokens, double logp, double referenceLogp) {
    /// In nats.
    public double logratio() {
        return logp - referenceLogp;
    }

    /// In nats a token; NaN for a completion without scored tokens.
    public double logratioPerToken() {
        return logratio() / tokens;
    }

    public double reward() {
        return beta * logratio();
    }

    public double rewardPerToken() {
        return beta * logratioPerToken();
    }
}
