package org.dpoworkbench.engine.loss;

/// The unlikelihood baseline of the DPO paper, Rafailov et al. 2023 (arXiv 2305.18290), section 6: the likelihood of
/// chosen up, that of rejected down, `-log π(y_w) + α log π(y_l)`. Unbounded below, so that it tears a model
/// apart sooner or later; that is what the paper shows.
///
/// @param alpha weight of the rejected side, in [0, 1]
public record Unlikelihood(double alpha) implements ReferenceFreeLoss {

    @Override
    public PairGradient at(PairLogProbs pair) {
        return new PairGradient(alpha * pair.rejected() - pair.chosen(), -1, alpha);
    }
}
