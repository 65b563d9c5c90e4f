package org.dpoworkbench.engine.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.metric.Metric;

/// Supervised fine-tuning: the mean negative log-likelihood of the step's scored completion tokens, all counted
/// alike, as TRL's SFT trainer.
final class SftObjective implements StepObjective {
    private final List<PairLengths> lengths;
    private double tokens;
    private double sum;
    private double completions;

    SftObjective(List<PairLengths> lengths) {
        this.lengths = lengths;
    }

    @Override
    public void begin(StepExamples step) {
        tokens = 0;
        sum = 0;
        completions = step.count();
        for (int i = 0; i < step.count(); i++) {
            tokens += lengths.get(step.example(i)).chosen();
        }
    }

    @Override
    public void see(MicroBatch micro, int first) {
        int targets = micro.packer().batch().targets.targets;
        for (int t = 0; t < targets; t++) {
            sum += micro.logProbs()[t];
        }
    }

    @Override
    public void gradient(MicroBatch micro, int first, double[] gradient) {
        Arrays.fill(gradient, 0, micro.packer().batch().targets.targets, -1 / tokens);
    }

    @Override
    public double loss() {
        return -sum / tokens;
    }

    @Override
    public void report(Map<String, Double> metrics) {
        metrics.put(Metric.LOSS.key(), loss());
        metrics.put(Metric.LOGPS_CHOSEN.key(), sum / completions);
        metrics.put(Metric.LENGTHS_CHOSEN.key(), tokens / completions);
    }
}
