package org.dpoworkbench.engine.train;

import java.util.List;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.order.BatchSampler;
import org.dpoworkbench.engine.order.EpochOrder;
import org.dpoworkbench.engine.order.StepPlan;

/// The pairs of each optimiser step with their shares in its loss.
final class Visits {
    private final BatchSampler sampler;
    private final int[] batch;

    Visits(BatchConfig config, List<PairLengths> lengths) {
        int[] tokens = lengths.stream().mapToInt(PairLengths::all).toArray();
        sampler = new BatchSampler(StepPlan.of(config, tokens.length), EpochOrder.of(config, tokens));
        batch = new int[Math.min(plan().batchSize(), plan().pairs())];
    }

    StepPlan plan() {
        return sampler.plan();
    }

    /// Pairs of the largest step.
    int pairsAtOnce() {
        return (int) Math.min(plan().pairs(), (long) plan().batchSize() * plan().accumulation());
    }

    /// Numbers of the pairs that the run visits at all, ascending.
    int[] visited() {
        return sampler.visited();
    }

    /// Fills `pairs` with those of step `step`, from 0.
    void fill(int step, StepPairs pairs) {
        pairs.clear();
        int batches = plan().batches(step);
        for (int b = 0; b < batches; b++) {
            int size = sampler.fill(step, b, batch);
            for (int i = 0; i < size; i++) {
                pairs.add(batch[i], 1.0 / ((double) batches * size));
            }
        }
    }
}
