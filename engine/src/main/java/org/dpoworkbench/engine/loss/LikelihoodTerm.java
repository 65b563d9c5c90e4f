package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// Mean negative log-likelihood of all scored chosen tokens of the batch, TRL's `sft`: long completions weigh more.
/// Every
/// pair of the batch has the batch's value.
public record LikelihoodTerm() implements PairwiseLoss {

    @Override
    public void addTo(PairBatch batch, double weight) {
        double sum = 0;
        double tokens = 0;
        double factors = 0;
        for (int i = 0; i < batch.pairs(); i++) {
            sum += batch.likelihood(i);
            tokens += batch.pair(i).chosenLength();
            factors += batch.factor(i);
        }
        double mean = tokens > 0 ? -sum / tokens : 0;
        double gradient = tokens > 0 ? -factors / tokens : 0;
        for (int i = 0; i < batch.pairs(); i++) {
            batch.giveLikelihood(i, weight * batch.factor(i) * mean, weight * gradient);
        }
    }

    @Override
    public OptionalDouble startingValue() {
        return OptionalDouble.empty();
    }
}
