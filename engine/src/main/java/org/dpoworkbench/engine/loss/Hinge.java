package org.dpoworkbench.engine.loss;

/// The hinge loss on the scaled margin, SLiC (Zhao et al. 2023, arXiv 2305.10425) as normalised by RSO (Liu et al.
/// 2023,
/// arXiv 2309.06657), equation 8: `max(0, 1 - βh)`. At the kink the slope is 0, as in PyTorch.
public record Hinge(double beta) implements PairLoss {
    public Hinge {
        Beta.requirePositive(beta);
    }

    @Override
    public PairGradient at(PairLogProbs pair) {
        double loss = Math.max(0, 1 - beta * pair.margin());
        double slope = loss > 0 ? -beta : 0;
        return new PairGradient(loss, slope, -slope);
    }
}
