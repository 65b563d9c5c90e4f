package org.dpoworkbench.engine.loss;

/// ORPO's odds-ratio term, Hong et al. 2024 (arXiv 2403.07691), equations 4 and 7: `-λ log σ(log(odds(y_w) /
/// odds(y_l)))` with odds = p / (1 - p) of p = the geometric mean of the token probabilities. The likelihood term
/// is [LikelihoodTerm].
///
/// A completion that the policy is certain of has infinite odds; p ends one rounding below 1.
///
/// @param lambda λ, TRL's `beta`
public record OddsRatio(double lambda) implements ReferenceFreeLoss {
    private static final double CERTAIN = -0x1p-53;

    public OddsRatio {
        Beta.requirePositive(lambda);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double chosen = Math.min(pair.chosenPerToken(), CERTAIN);
        double rejected = Math.min(pair.rejectedPerToken(), CERTAIN);
        double x = logOdds(chosen) - logOdds(rejected);
        double slope = -lambda * Sigmoid.of(-x);
        return new PairGradient(
                lambda * Sigmoid.negativeLog(x),
                slope * logOddsSlope(chosen) / Math.max(1, pair.chosenLength()),
                -slope * logOddsSlope(rejected) / Math.max(1, pair.rejectedLength()));
    }

    /// `log(p / (1 - p))`, without cancellation at either end (Mächler 2012, "Accurately computing log(1 -
    /// exp(-|a|))").
    private static double logOdds(double logProb) {
        double logRest = logProb > -Math.log(2) ? Math.log(-Math.expm1(logProb)) : Math.log1p(-Math.exp(logProb));
        return logProb - logRest;
    }

    /// 1 / (1 - p).
    private static double logOddsSlope(double logProb) {
        return -1 / Math.expm1(logProb);
    }
}
