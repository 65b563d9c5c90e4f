package org.dpoworkbench.engine.train;

import java.util.BitSet;
import java.util.List;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.order.EpochOrder;
import org.dpoworkbench.engine.order.StepPlan;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Which pairs each optimiser step visits: the sampler's order cut by the step plan.
final class Visits {
    private final StepPlan plan;
    private final EpochOrder sampler;
    private int orderedEpoch = -1;
    private int[] order;

    Visits(BatchConfig config, List<TokenizedPair> pairs) {
        plan = StepPlan.of(config, pairs.size());
        sampler = EpochOrder.of(
                config,
                pairs.stream().mapToInt(pair -> PairLengths.of(pair).all()).toArray());
    }

    StepPlan plan() {
        return plan;
    }

    /// Pairs of the largest step.
    int pairsAtOnce() {
        return Math.min(plan.pairs(), plan.batchSize() * plan.accumulation());
    }

    /// Fills `pairs` with those of step `step`, from 0.
    void fill(int step, StepPairs pairs) {
        if (plan.epoch(step) != orderedEpoch) {
            orderedEpoch = plan.epoch(step);
            order = sampler.order(orderedEpoch);
        }
        pairs.clear();
        int batches = plan.batches(step);
        for (int b = 0; b < batches; b++) {
            int size = plan.pairs(step, b);
            for (int i = 0; i < size; i++) {
                pairs.add(order[plan.firstPair(step, b) + i], 1.0 / ((double) batches * size));
            }
        }
    }

    /// Numbers of the pairs that the run visits at all, ascending.
    int[] visited() {
        BitSet visited = new BitSet(plan.pairs());
        StepPairs pairs = new StepPairs(pairsAtOnce());
        for (int step = 0; step < plan.totalSteps() && visited.cardinality() < plan.pairs(); step++) {
            fill(step, pairs);
            for (int i = 0; i < pairs.count(); i++) {
                visited.set(pairs.pair(i));
            }
        }
        return visited.stream().toArray();
    }
}
