package org.dpoworkbench.app.window.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// What a worker would tell of a run that learns: as many metrics a step as a real one, with as many
/// digits.
///
/// @param steps optimiser steps planned
/// @param seed  another seed, another run
public record SyntheticRun(int steps, long seed) {
    private static final double LN2 = Math.log(2);

    public Event.Started started() {
        return new Event.Started(ProcessHandle.current().pid(), "here", steps);
    }

    /// @param step 1 for the first
    public Event.Step step(int step) {
        return new Event.Step(step, metrics(step, ""));
    }

    /// @param pairs the per-pair file's name
    public Event.Evaluation evaluation(int step, Optional<String> pairs) {
        Map<String, Double> metrics = metrics(step, Metric.EVAL_PREFIX);
        metrics.keySet()
                .removeAll(List.of(
                        "eval_learning_rate", "eval_grad_norm", "eval_grad_clipped", "eval_num_tokens", "eval_epoch"));
        return new Event.Evaluation(step, metrics, pairs);
    }

    public Event.Samples samples(int step, String model) {
        double length = 20 + 10.0 * step / steps;
        return new Event.Samples(
                step,
                model,
                List.of(new Event.Sample("The film was", " good at step " + step + ".", 6, CompletionEnd.END_TOKEN)),
                Map.of("lengths/samples", length, "lengths/samples_ended", 0.9));
    }

    private Map<String, Double> metrics(int step, String prefix) {
        var random = new SplittableRandom(seed * 1_000_003 + step);
        double learned = 1 - Math.exp(-5.0 * step / steps);
        double chosen = -1.5 * learned + 0.5 * random.nextGaussian();
        double rejected = -6 * learned + 0.5 * random.nextGaussian();
        double margin = chosen - rejected;
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(prefix + "loss", LN2 * (1 - 0.6 * learned) + 0.05 * random.nextGaussian());
        metrics.put(prefix + "rewards/chosen", 0.1 * chosen);
        metrics.put(prefix + "rewards/rejected", 0.1 * rejected);
        metrics.put(prefix + "rewards/margins", 0.1 * margin);
        metrics.put(prefix + "rewards/accuracies", Math.min(1, Math.round(8 + 8 * learned) / 16.0));
        metrics.put(prefix + "rewards/ties", 0.0);
        metrics.put(prefix + "logps/chosen", -31 + chosen);
        metrics.put(prefix + "logps/rejected", -28 + rejected);
        metrics.put(prefix + "logps/accuracies", 0.375);
        metrics.put(prefix + "logratios/chosen", chosen);
        metrics.put(prefix + "logratios/rejected", rejected);
        metrics.put(prefix + "logratios_per_token/chosen", chosen / 21.5);
        metrics.put(prefix + "logratios_per_token/rejected", rejected / 18.625);
        metrics.put(prefix + "margins/sum", margin);
        metrics.put(prefix + "margins/mean", chosen / 21.5 - rejected / 18.625);
        metrics.put(prefix + "weights/mean", 1 / (1 + Math.exp(0.1 * margin)));
        metrics.put(prefix + "lengths/chosen", 21.5);
        metrics.put(prefix + "lengths/rejected", 18.625);
        metrics.put(prefix + "lengths/gap", 2.875);
        metrics.put(prefix + "lengths/truncated", 0.0);
        metrics.put(prefix + "learning_rate", 5e-4 * (1 - (double) step / (steps + 1)));
        metrics.put(prefix + "grad_norm", 0.8 + 0.1 * random.nextGaussian());
        metrics.put(prefix + "grad_clipped", 0.0);
        metrics.put(prefix + "num_tokens", 801.0 * step);
        metrics.put(prefix + "epoch", 0.005 * step);
        if (prefix.isEmpty()) {
            metrics.put("speed/pairs_per_second", 140 + random.nextGaussian());
            metrics.put("speed/tokens_per_second", 6600 + 50 * random.nextGaussian());
            metrics.put("speed/step_ms", 110 + random.nextGaussian());
            metrics.put("memory/peak_mib", 873.828125);
        }
        return metrics;
    }
}
