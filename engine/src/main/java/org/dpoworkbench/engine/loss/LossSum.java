package org.dpoworkbench.engine.loss;

import java.util.List;
import java.util.OptionalDouble;

/// A weighted sum of losses, as MPO (Wang et al. 2024, arXiv 2411.10442) has.
///
/// @param terms at least one
public record LossSum(List<Term> terms) implements PairwiseLoss {
    /// A loss and its weight.
    public record Term(double weight, PairwiseLoss loss) {}

    public LossSum {
        terms = List.copyOf(terms);
    }

    @Override
    public void addTo(PairBatch batch, double weight) {
        for (int i = 0; i < terms.size(); i++) {
            terms.get(i).loss().addTo(batch, weight * terms.get(i).weight());
        }
    }

    @Override
    public boolean couplesPairs() {
        return terms.stream().anyMatch(term -> term.loss().couplesPairs());
    }

    @Override
    public boolean hasLikelihoodTerm() {
        return terms.stream().anyMatch(term -> term.loss().hasLikelihoodTerm());
    }

    @Override
    public OptionalDouble startingValue() {
        double sum = 0;
        for (Term term : terms) {
            OptionalDouble one = term.loss().startingValue();
            if (one.isEmpty()) {
                return one;
            }
            sum += term.weight() * one.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }
}
