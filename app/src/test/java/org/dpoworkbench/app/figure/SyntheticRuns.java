package org.dpoworkbench.app.figure;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.dpoworkbench.engine.config.BatchConfig;
import org.dpoworkbench.engine.config.CheckpointConfig;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.config.EvaluationConfig;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.OptimizerConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;

/// Runs made of closed forms: a margin that climbs along a logistic curve, and the losses that follow from it.
public final class SyntheticRuns {
    private static final Instant START = Instant.parse("2026-11-21T14:32:05Z");
    private static final double CHOSEN_LENGTH = 24;
    private static final double REJECTED_LENGTH = 21;

    private SyntheticRuns() {}

    public static FigureRun dpo(int steps) {
        return run(
                "20261121-143205-dpo-b0.1", new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.MEAN), steps, 9);
    }

    public static FigureRun ipo(int steps) {
        return run("20261121-143612-ipo-b0.1", new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM), steps, 4.6);
    }

    public static FigureRun ipoMean(int steps) {
        return run("20261121-150100-ipo-mean", new LossConfig(LossType.IPO, 0.5, 0, IpoNormalisation.MEAN), steps, 14);
    }

    public static FigureRun hinge(int steps) {
        return run("20261121-152000-hinge", new LossConfig(LossType.HINGE, 0.1, 0, IpoNormalisation.MEAN), steps, 8);
    }

    /// @param finalMargin what the summed margin climbs to
    public static FigureRun run(String id, LossConfig loss, int steps, double finalMargin) {
        List<Point> training = new ArrayList<>();
        List<Point> evaluations = new ArrayList<>();
        Random noise = new Random(id.hashCode());
        for (int step = 1; step <= steps; step++) {
            training.add(new Point(step, at(step), metrics(loss, step, steps, finalMargin, 0.35, noise, "")));
        }
        for (int tenth = 0; tenth <= 10; tenth++) {
            int step = steps * tenth / 10;
            if (evaluations.isEmpty() || evaluations.getLast().step() < step) {
                Map<String, Double> metrics = metrics(loss, step, steps, finalMargin, 0.03, noise, "eval_");
                double accuracy = step == 0 ? 0 : metrics.get("eval_rewards/accuracies");
                metrics.put("eval_rewards/accuracies", accuracy);
                metrics.put("eval_rewards/accuracies_low", wilson(accuracy, 200, -1));
                metrics.put("eval_rewards/accuracies_high", wilson(accuracy, 200, 1));
                evaluations.add(new Point(step, at(step), metrics));
            }
        }
        List<Event.Samples> samples = List.of(
                samples(0, "reference", 0.12, 25), samples(0, "policy", 0.12, 25), samples(steps, "policy", 0.71, 28));
        RunCurves curves = curves(steps, training, evaluations, samples, new Event.Finished(steps, "model"));
        return FigureRun.of(
                id,
                config(loss),
                curves,
                Optional.of("9f2c41d07be8a65530417e".repeat(3).substring(0, 64)));
    }

    /// A run of the same settings that recorded this instead.
    public static FigureRun withPoints(FigureRun run, List<Point> steps, List<Point> evaluations) {
        return withCurves(run, curves(steps.size(), steps, evaluations, List.of(), new Event.Finished(1, "model")));
    }

    public static FigureRun withCurves(FigureRun run, RunCurves curves) {
        return FigureRun.of(run.id(), run.config().orElseThrow(), curves, run.dataHash());
    }

    /// What one step or one evaluation recorded.
    public record Point(int step, Instant time, Map<String, Double> metrics) {}

    /// What a journal with these lines tells.
    public static RunCurves curves(
            int totalSteps, List<Point> steps, List<Point> evaluations, List<Event.Samples> samples, Event end) {
        RunCurvesBuilder builder = new RunCurvesBuilder();
        builder.add(new Entry(1, START, new Event.Started(1, "here", totalSteps)));
        steps.forEach(p -> builder.add(new Entry(1, p.time(), new Event.Step(p.step(), p.metrics()))));
        evaluations.forEach(p ->
                builder.add(new Entry(1, p.time(), new Event.Evaluation(p.step(), p.metrics(), Optional.empty()))));
        samples.forEach(each -> builder.add(new Entry(1, START, each)));
        builder.add(new Entry(1, START, end));
        return builder.snapshot();
    }

    public static RunConfig config(LossConfig loss) {
        return new RunConfig(
                Objective.DPO,
                new ModelConfig(Path.of("models/tiny"), Optional.empty(), SaveDtype.FLOAT32),
                Optional.empty(),
                DataConfig.of(List.of(Path.of("preferences/reviews.jsonl"))),
                loss,
                OptimizerConfig.adamw(1e-4),
                new BatchConfig(16, 1, 1, OptionalInt.empty(), Sampling.RANDOM, 42, 2048),
                EvaluationConfig.of(0.1, 8, 48, 0),
                new CheckpointConfig(0, OptionalInt.empty()),
                MemoryConfig.USUAL,
                new DeviceConfig(Device.CPU, 2));
    }

    private static Map<String, Double> metrics(
            LossConfig loss, int step, int steps, double finalMargin, double spread, Random noise, String prefix) {
        double progress = step == 0 ? 0 : 2 / (1 + Math.exp(-4.0 * step / steps)) - 1;
        double h = progress * finalMargin * (1 + spread * noise.nextGaussian());
        double chosen = -0.25 * progress * finalMargin * (1 + spread * noise.nextGaussian());
        double rejected = chosen - h;
        double accuracy = 1 / (1 + Math.exp(-0.35 * h)) + 0.05 * spread * noise.nextGaussian();
        Map<String, Double> metrics = new HashMap<>();
        metrics.put(prefix + "loss", loss(loss, h));
        metrics.put(prefix + "logratios/chosen", chosen);
        metrics.put(prefix + "logratios/rejected", rejected);
        metrics.put(prefix + "logratios_per_token/chosen", chosen / CHOSEN_LENGTH);
        metrics.put(prefix + "logratios_per_token/rejected", rejected / REJECTED_LENGTH);
        metrics.put(prefix + "margins/sum", h);
        metrics.put(prefix + "margins/mean", chosen / CHOSEN_LENGTH - rejected / REJECTED_LENGTH);
        metrics.put(prefix + "rewards/chosen", loss.beta() * chosen);
        metrics.put(prefix + "rewards/rejected", loss.beta() * rejected);
        metrics.put(prefix + "rewards/margins", loss.beta() * h);
        metrics.put(prefix + "rewards/accuracies", Math.clamp(accuracy, 0, 1));
        metrics.put(prefix + "rewards/ties", step <= 1 ? 1.0 : 0.0);
        metrics.put(
                prefix + "logps/accuracies",
                Math.clamp(0.45 + 0.3 * progress + 0.1 * spread * noise.nextGaussian(), 0, 1));
        metrics.put(prefix + "weights/mean", 1 / (1 + Math.exp(loss.beta() * h)));
        metrics.put(prefix + "lengths/chosen", CHOSEN_LENGTH + 6 * spread * noise.nextGaussian());
        metrics.put(prefix + "lengths/rejected", REJECTED_LENGTH + 6 * spread * noise.nextGaussian());
        if (prefix.isEmpty()) {
            metrics.put("grad_norm", gradient(loss, h) * 4 * Math.exp(0.3 * noise.nextGaussian()));
            metrics.put("learning_rate", 1e-4 * (1 - (double) (step - 1) / steps));
            metrics.put("speed/pairs_per_second", 180 + 10 * noise.nextGaussian());
        }
        return metrics;
    }

    private static double loss(LossConfig loss, double h) {
        double beta = loss.beta();
        return switch (loss.lossType()) {
            case SIGMOID -> Math.log1p(Math.exp(-beta * h));
            case HINGE -> Math.max(0, 1 - beta * h);
            case IPO -> {
                double margin = loss.ipoNormalisation() == IpoNormalisation.SUM ? h : h / CHOSEN_LENGTH;
                yield Math.pow(margin - 1 / (2 * beta), 2);
            }
            default -> throw new AssertionError(loss.lossType());
        };
    }

    private static double gradient(LossConfig loss, double h) {
        return switch (loss.lossType()) {
            case SIGMOID, HINGE -> loss.beta() / (1 + Math.exp(loss.beta() * h));
            case IPO -> 2 * Math.abs(h - 1 / (2 * loss.beta())) + 0.1;
            default -> throw new AssertionError(loss.lossType());
        };
    }

    /// Wilson 1927; `sign` picks the end.
    private static double wilson(double share, int n, int sign) {
        double z = 1.96;
        double middle = share + z * z / (2 * n);
        double half = z * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n));
        return (middle + sign * half) / (1 + z * z / n);
    }

    private static Event.Samples samples(int step, String model, double reward, double length) {
        List<Event.Sample> texts = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            texts.add(new Event.Sample(
                    "The film, seen on day " + i + ", was",
                    step == 0
                            ? " long and I did not know what to think of it. The end was fine & the music <loud>."
                            : " a joy from its first scene to its last: warm, funny, played with love. Δ β → go.",
                    (int) length,
                    i == 3 ? CompletionEnd.LENGTH : CompletionEnd.END_TOKEN));
        }
        return new Event.Samples(
                step,
                model,
                texts,
                Map.of("lengths/samples", length, "lengths/samples_ended", 5 / 6.0, "reward/true", reward));
    }

    private static Instant at(int step) {
        return START.plusMillis(250L * step);
    }
}
