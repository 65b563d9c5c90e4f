package org.dpoworkbench.engine.loss;

import org.dpoworkbench.engine.config.IpoNormalisation;

/// IPO, Azar et al. 2023 (arXiv 2310.12036), equation 17: `(h - 1/(2β))²`, β being the paper's τ.
///
/// Of sums, h is in nats and so is the target 1/(2β); of means, both are in nats per token. The two are different
/// losses.
///
/// @param normalisation whether h is made of sums over the completions (the DPO authors' code) or of means per token
/// (TRL)
public record Ipo(double beta, IpoNormalisation normalisation) implements PairLoss {
    public Ipo {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double target = 1 / (2 * beta);
        return switch (normalisation) {
            case SUM -> {
                double off = pair.margin() - target;
                yield new PairGradient(off * off, 2 * off, -2 * off);
            }
            case MEAN -> {
                double off = pair.marginPerToken() - target;
                yield new PairGradient(
                        off * off,
                        2 * off / Math.max(1, pair.chosenLength()),
                        -2 * off / Math.max(1, pair.rejectedLength()));
            }
        };
    }
}
