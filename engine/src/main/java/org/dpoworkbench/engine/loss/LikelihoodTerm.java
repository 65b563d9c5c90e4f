package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// Mean negative log-likelihood of all scored chosen tokens of the batch, TRL's `sft`: long completions weigh more.
///
/// @param weighed whether pairs have factors, which then multiply the batch's mean and not the pair's own part of
/// it, as TRL has it
public record LikelihoodTerm(boolean weighed) implements PairwiseLoss {

    @Override
    public void addTo(PairBatch batch, double weight) {
        double scale = batch.likelihoodScale();
        if (!weighed) {
            for (int i = 0; i < batch.pairs(); i++) {
                batch.giveLikelihood(i, -weight * scale * batch.likelihood(i), -weight * scale);
            }
            return;
        }
        double sum = 0;
        double factors = 0;
        for (int i = 0; i < batch.pairs(); i++) {
            sum += batch.likelihood(i);
            factors += batch.factor(i);
        }
        double mean = -scale * sum / batch.pairs();
        double gradient = -scale * factors / batch.pairs();
        for (int i = 0; i < batch.pairs(); i++) {
            batch.giveLikelihood(i, weight * batch.factor(i) * mean, weight * gradient);
        }
    }

    @Override
    public boolean couplesPairs() {
        return weighed;
    }

    @Override
    public boolean hasLikelihoodTerm() {
        return true;
    }

    @Override
    public OptionalDouble startingValue() {
        return OptionalDouble.empty();
    }
}
