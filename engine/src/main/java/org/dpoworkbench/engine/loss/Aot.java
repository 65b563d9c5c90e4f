package org.dpoworkbench.engine.loss;

import java.util.OptionalDouble;

/// AOT on pairs, Melnyk et al. 2024 (arXiv 2406.05882): the batch's log-ratios chosen over rejected, of the
/// policy and of the reference, are sorted each by itself, and cDPO is taken of the differences at equal ranks. In a
/// batch of one pair it is cDPO.
///
/// @param labelSmoothing in [0, 0.5)
public record Aot(double beta, double labelSmoothing) implements PairwiseLoss {
    public Aot {
        Beta.requirePositive(beta);
    }

    @Override
    public void addTo(PairBatch batch, double weight) {
        Dpo loss = new Dpo(beta, labelSmoothing);
        int n = batch.pairs();
        Ranked policy = new Ranked(n);
        Ranked reference = new Ranked(n);
        for (int i = 0; i < n; i++) {
            PairLogProbs p = batch.pair(i);
            policy.set(i, p.chosen() - p.rejected());
            reference.set(i, p.referenceChosen() - p.referenceRejected());
        }
        policy.sort();
        reference.sort();
        for (int rank = 0; rank < n; rank++) {
            PairGradient at = loss.atMargin(policy.value(rank) - reference.value(rank));
            batch.give(policy.index(rank), weight, at);
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
