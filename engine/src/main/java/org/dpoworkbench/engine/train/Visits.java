package org.dpoworkbench.engine.train;

import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.order.BatchSampler;
import org.dpoworkbench.engine.order.EpochOrder;
import org.dpoworkbench.engine.order.StepPlan;

/// The examples of each optimiser step with their shares in its loss.
final class Visits {
    private final BatchSampler sampler;
    private final int[] batch;

    /// @param tokens of each example
    Visits(BatchConfig config, int[] tokens) {
        sampler = new BatchSampler(StepPlan.of(config, tokens.length), EpochOrder.of(config, tokens));
        batch = new int[Math.min(plan().batchSize(), plan().pairs())];
    }

    StepPlan plan() {
        return sampler.plan();
    }

    /// Examples of the largest step.
    int examplesAtOnce() {
        return (int) Math.min(plan().pairs(), (long) plan().batchSize() * plan().accumulation());
    }

    /// Numbers of the examples that the run visits at all, ascending.
    int[] visited() {
        return sampler.visited();
    }

    /// An empty step, as large as the largest.
    StepExamples emptyStep() {
        return new StepExamples(examplesAtOnce(), plan().accumulation());
    }

    /// Fills `examples` with those of step `step`, from 0.
    void fill(int step, StepExamples examples) {
        examples.clear();
        int batches = plan().batches(step);
        for (int b = 0; b < batches; b++) {
            int size = sampler.fill(step, b, batch);
            examples.addBatch(batch, size, batches);
        }
    }
}
