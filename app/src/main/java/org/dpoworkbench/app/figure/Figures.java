package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.app.figure.Level.Side;
import org.dpoworkbench.app.figure.Panel.Scale;
import org.dpoworkbench.app.present.Badge;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.present.Theory;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.metric.MetricUnit;

/// The figures that compare runs. A figure without a point in these runs is left out.
public final class Figures {
    private final List<FigureRun> runs;
    private final List<Readings> readings;

    private Figures(List<FigureRun> runs) {
        this.runs = RunLabels.distinct(runs);
        this.readings = Readings.of(this.runs);
    }

    /// Every figure that the runs have numbers for, in the order of a report.
    public static List<Figure> of(List<FigureRun> runs) {
        Figures figures = new Figures(runs);
        return Stream.of(
                        figures.loss(),
                        figures.logRatios(),
                        figures.margins(),
                        figures.accuracy(),
                        figures.lengths(),
                        figures.samples(),
                        figures.gradientNorm())
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Figure> loss() {
        List<Panel> panels = new ArrayList<>();
        byLoss().forEach((name, group) -> panels.add(new Panel(
                name,
                axis("loss", Theory.lossUnit(group.getFirst().run().config())),
                Scale.LINEAR,
                trainingAndHeldOut(group, Metric.LOSS),
                levels(group.stream()
                        .flatMap(each -> Theory.startingLoss(each.run().config()).stream())
                        .map(Figures::level)))));
        List<String> notes = new ArrayList<>();
        if (panels.size() > 1) {
            notes.add("Each loss has its own unit and its own axis: heights in different panels say nothing about each"
                    + " other.");
        }
        return Figure.of("loss", "Loss", runs, panels, notes);
    }

    private Optional<Figure> logRatios() {
        return Figure.of(
                "log-ratios",
                "Log-ratios of the chosen and the rejected completions",
                runs,
                List.of(
                        new Panel(
                                "chosen",
                                "log-ratio (nats)",
                                Scale.LINEAR_SHARED,
                                trainingAndHeldOut(readings, Metric.LOGRATIOS_CHOSEN),
                                List.of(zero())),
                        new Panel(
                                "rejected",
                                "log-ratio (nats)",
                                Scale.LINEAR_SHARED,
                                trainingAndHeldOut(readings, Metric.LOGRATIOS_REJECTED),
                                List.of(zero()))),
                List.of(
                        "log π − log π_ref, summed over the completion's scored tokens, mean over pairs; the scale that different losses"
                                + " share. Both panels have the same axis."));
    }

    private Optional<Figure> margins() {
        return Figure.of(
                "margins",
                "Margins",
                runs,
                List.of(
                        marginPanel("summed", Metric.MARGINS_SUM, IpoNormalisation.SUM),
                        marginPanel("per token", Metric.MARGINS_MEAN, IpoNormalisation.MEAN)),
                List.of("Chosen minus rejected log-ratio. The summed margin grows with the length of the answers"
                        + " mechanically. IPO's target stands only on the axis that its normalisation uses."));
    }

    private Panel marginPanel(String title, Metric metric, IpoNormalisation normalisation) {
        Stream<Level> targets = readings.stream()
                .flatMap(each -> Theory.marginTarget(each.run().config(), normalisation).stream())
                .map(Figures::level);
        return new Panel(
                title,
                axis("margin", metric.unit().text()),
                Scale.LINEAR,
                trainingAndHeldOut(readings, metric),
                levels(Stream.concat(Stream.of(zero()), targets)));
    }

    private Optional<Figure> accuracy() {
        Level chance = new Level(0.5, "chance", Side.BELOW);
        List<Curve> reward = new ArrayList<>();
        readings.forEach(each -> reward.add(each.trainingAccuracy()));
        readings.forEach(each -> reward.add(each.heldOutAccuracy()));
        List<String> notes = new ArrayList<>();
        notes.add("Reward accuracy: the chosen completion gained more on the reference than the rejected one. Ranking"
                + " accuracy: it is the more probable one, no reference.");
        if (reward.stream().flatMap(curve -> curve.dots().stream()).anyMatch(Dot::hasInterval)) {
            notes.add("Bands and bars: 95 % binomial interval.");
        }
        if (runs.stream().anyMatch(run -> run.config().model().startsFromReference())) {
            notes.add(
                    "While policy and reference are the same, at step 0 and until the first update, every pair is a tie"
                            + " and there is no reward accuracy.");
        }
        return Figure.of(
                "accuracy",
                "Accuracy",
                runs,
                List.of(
                        new Panel("reward accuracy", "share of pairs", Scale.SHARE, reward, List.of(chance)),
                        new Panel(
                                "ranking accuracy",
                                "share of pairs",
                                Scale.SHARE,
                                trainingAndHeldOut(readings, Metric.LOGPS_ACCURACIES),
                                List.of())),
                notes);
    }

    private Optional<Figure> lengths() {
        String axis = axis("length", MetricUnit.TOKENS.text());
        List<Curve> sampled = new ArrayList<>();
        readings.forEach(
                each -> sampled.add(each.referenceSamples(Metric.LENGTHS_SAMPLES_REFERENCE, Metric.LENGTHS_SAMPLES)));
        readings.forEach(each -> sampled.add(each.samples(Metric.LENGTHS_SAMPLES)));
        return Figure.of(
                "lengths",
                "Lengths",
                runs,
                List.of(
                        new Panel(
                                "data: chosen",
                                axis,
                                Scale.LINEAR_SHARED,
                                trainingAndHeldOut(readings, Metric.LENGTHS_CHOSEN),
                                List.of()),
                        new Panel(
                                "data: rejected",
                                axis,
                                Scale.LINEAR_SHARED,
                                trainingAndHeldOut(readings, Metric.LENGTHS_REJECTED),
                                List.of()),
                        new Panel("samples", axis, Scale.LINEAR_SHARED, sampled, List.of())),
                List.of("The data's lengths belong to the pairs of a step and training cannot change them; what it can"
                        + " change is the length of the model's own samples."));
    }

    private Optional<Figure> samples() {
        return Figure.of(
                "samples",
                "The model's own samples",
                runs,
                List.of(
                        new Panel(
                                "true reward",
                                Metric.REWARD_TRUE.unit().text(),
                                Scale.LINEAR,
                                policyAndReference(Metric.REWARD_TRUE),
                                List.of()),
                        new Panel(
                                "ended before the cap",
                                "share of samples",
                                Scale.SHARE,
                                policyAndReference(Metric.LENGTHS_SAMPLES_ENDED),
                                List.of()),
                        new Panel(
                                "KL to the reference",
                                Metric.KL_SAMPLED.unit().text(),
                                Scale.LINEAR,
                                policyAndReference(Metric.KL_SAMPLED),
                                List.of())),
                List.of("Answers of the policy to the run's fixed prompts."));
    }

    private List<Curve> policyAndReference(Metric metric) {
        List<Curve> curves = new ArrayList<>();
        readings.forEach(each -> curves.add(each.referenceSamples(metric, metric)));
        readings.forEach(each -> curves.add(each.samples(metric)));
        return curves;
    }

    private Optional<Figure> gradientNorm() {
        List<Panel> panels = new ArrayList<>();
        byLoss().forEach((name, group) -> panels.add(new Panel(
                name,
                "gradient norm",
                Scale.LOG_SHARED,
                group.stream().map(each -> each.training(Metric.GRAD_NORM)).toList(),
                levels(group.stream()
                        .filter(each -> each.run().config().optimizer().maxGradNorm() > 0)
                        .map(each -> each.run().config().optimizer().maxGradNorm())
                        .map(limit -> new Level(limit, "clipped at " + Numbers.plain(limit), Side.ABOVE))))));
        return Figure.of(
                "gradient-norm",
                "Gradient norm before clipping",
                runs,
                panels,
                List.of(
                        "Logarithmic axis. The gradient's scale belongs to the loss; a step above the line is scaled down"
                                + " to it."));
    }

    /// The runs that minimise the same thing in the same unit.
    private Map<String, List<Readings>> byLoss() {
        Map<String, List<Readings>> groups = new LinkedHashMap<>();
        for (Readings each : readings) {
            groups.computeIfAbsent(Badge.lossName(each.run().config()), _ -> new ArrayList<>())
                    .add(each);
        }
        return groups;
    }

    private static List<Curve> trainingAndHeldOut(List<Readings> group, Metric metric) {
        List<Curve> curves = new ArrayList<>();
        group.forEach(each -> curves.add(each.training(metric)));
        group.forEach(each -> curves.add(each.heldOut(metric)));
        return curves;
    }

    /// Each level once: two runs with the same β share their line.
    private static List<Level> levels(Stream<Level> levels) {
        return levels.distinct().toList();
    }

    private static Level level(Theory.Value value) {
        return new Level(value.value(), value.label(), Side.ABOVE);
    }

    private static Level zero() {
        return new Level(0, "", Side.ABOVE);
    }

    private static String axis(String quantity, String unit) {
        return unit.isEmpty() ? quantity : quantity + " (" + unit + ")";
    }
}
