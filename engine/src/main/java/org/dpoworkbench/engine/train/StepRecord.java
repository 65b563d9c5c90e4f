package org.dpoworkbench.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dpoworkbench.engine.metric.Metric;

/// The metrics of a step: the objective's own, the optimiser's, and what the step cost.
final class StepRecord {
    private final double maxGradNorm;
    private final PeakMemory memory = new PeakMemory();
    private long began;

    StepRecord(double maxGradNorm) {
        this.maxGradNorm = maxGradNorm;
    }

    void begin() {
        began = System.nanoTime();
    }

    /// @param tokens     seen since the run began
    /// @param stepTokens seen in this step
    Map<String, Double> end(
            StepObjective objective, double rate, double norm, double epoch, long tokens, int pairs, long stepTokens) {
        double seconds = (System.nanoTime() - began) * 1e-9;
        Map<String, Double> metrics = new LinkedHashMap<>();
        objective.report(metrics);
        metrics.put(Metric.LEARNING_RATE.key(), rate);
        metrics.put(Metric.GRAD_NORM.key(), norm);
        metrics.put(Metric.GRAD_CLIPPED.key(), maxGradNorm > 0 && norm > maxGradNorm ? 1.0 : 0.0);
        metrics.put(Metric.NUM_TOKENS.key(), (double) tokens);
        metrics.put(Metric.EPOCH.key(), epoch);
        metrics.put(Metric.SPEED_PAIRS_PER_SECOND.key(), pairs / seconds);
        metrics.put(Metric.SPEED_TOKENS_PER_SECOND.key(), stepTokens / seconds);
        metrics.put(Metric.SPEED_STEP_MS.key(), seconds * 1000);
        memory.mebibytes().ifPresent(peak -> metrics.put(Metric.MEMORY_PEAK_MIB.key(), peak));
        return metrics;
    }
}
