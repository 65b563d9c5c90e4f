package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// Unpaired AOT, Melnyk et al. 2024 (arXiv 2406.05882): the batch's chosen log-ratios and its rejected ones
/// are sorted each by itself, and cDPO is taken of the differences at equal ranks.
///
/// @param labelSmoothing in [0, 0.5)
public record AotUnpaired(double beta, double labelSmoothing) implements PairwiseLoss {
    public AotUnpaired {
        Beta.requirePositive(beta);
    }

    @Override
    public void addTo(PairBatch batch, double weight) {
        Dpo loss = new Dpo(beta, labelSmoothing);
        int n = batch.pairs();
        Ranked chosen = new Ranked(n);
        Ranked rejected = new Ranked(n);
        for (int i = 0; i < n; i++) {
            chosen.set(i, batch.pair(i).chosenLogRatio());
            rejected.set(i, batch.pair(i).rejectedLogRatio());
        }
        chosen.sort();
        rejected.sort();
        for (int rank = 0; rank < n; rank++) {
            PairGradient at = loss.atMargin(chosen.value(rank) - rejected.value(rank));
            batch.give(chosen.index(rank), weight, at.loss(), at.chosen(), 0);
            batch.give(rejected.index(rank), weight, 0, 0, at.rejected());
        }
    }

    @Override
    public boolean couplesPairs() {
        return true;
    }

    @Override
    public OptionalDouble startingValue() {
        return new Dpo(beta, labelSmoothing).startingValue();
    }
}
