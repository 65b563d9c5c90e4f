package org.dpoworkbench.engine.loss;

/// The Preferred-FT baseline of the DPO paper, Rafailov et al. 2023 (arXiv 2305.18290), section 6: `-log π(y_w)`,
/// summed over the completion as the authors' code does. [LikelihoodTerm] averages over tokens.
public record PreferredFineTuning() implements ReferenceFreeLoss {

    @Override
    public PairGradient at(PairLogProbs pair) {
        return new PairGradient(-pair.chosen(), -1, 0);
    }
}
