package org.dpoworkbench.engine.order;

import java.util.Arrays;

/// Hands out the pairs of each batch of each step. It keeps the order of the epoch it was last asked about; for one
/// thread.
public final class BatchSampler {
    private final StepPlan plan;
    private final EpochOrder epochs;
    private int epoch = -1;
    private int[] order = {};

    public BatchSampler(StepPlan plan, EpochOrder epochs) {
        if (plan.pairs() != epochs.pairs()) {
            throw new IllegalArgumentException(
                    "the plan has %d pairs, the order %d".formatted(plan.pairs(), epochs.pairs()));
        }
        this.plan = plan;
        this.epochs = epochs;
    }

    public StepPlan plan() {
        return plan;
    }

    /// Writes the indices of a batch's pairs to the beginning of `target`.
    ///
    /// @param step   from 0
    /// @param batch  of the step, from 0 to below [StepPlan#batches]
    /// @param target at least `batchSize` long
    /// @return how many pairs the batch has
    public int fill(int step, int batch, int[] target) {
        int pairs = plan.pairs(step, batch);
        System.arraycopy(orderOf(plan.epoch(step)), plan.firstPair(step, batch), target, 0, pairs);
        return pairs;
    }

    /// The pairs that a run's steps visit, each index once, ascending: those whose reference log-probs are needed.
    public int[] visited() {
        if (plan.totalSteps() >= plan.stepsPerEpoch()) {
            return new Sequential(plan.pairs()).order(0);
        }
        int last = plan.totalSteps() - 1;
        int lastBatch = plan.batches(last) - 1;
        int count = plan.firstPair(last, lastBatch) + plan.pairs(last, lastBatch);
        int[] visited = Arrays.copyOf(orderOf(0), count);
        Arrays.sort(visited);
        return visited;
    }

    private int[] orderOf(int wanted) {
        if (wanted != epoch) {
            order = epochs.order(wanted);
            epoch = wanted;
        }
        return order;
    }
}
