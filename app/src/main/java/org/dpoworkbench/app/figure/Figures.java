package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dpoworkbench.app.figure.CurvePanel.Scale;
import org.dpoworkbench.app.figure.Level.Side;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.metric.MetricUnit;

/// The figures that compare runs over their steps. A figure without a point in these runs is left out.
public final class Figures {
    private static final List<FigureKind> OF_A_REPORT = List.of(
            FigureKind.LOSS,
            FigureKind.LOG_RATIOS,
            FigureKind.MARGINS,
            FigureKind.ACCURACY,
            FigureKind.LENGTHS,
            FigureKind.SAMPLES,
            FigureKind.GRADIENT_NORM,
            FigureKind.POLICY);

    private final List<FigureRun> runs;
    private final List<Readings> readings;

    private Figures(List<FigureRun> runs) {
        this.runs = RunLooks.distinct(RunLabels.distinct(runs));
        this.readings = Readings.of(this.runs);
    }

    /// Every figure of a report that the runs have numbers for, in its order.
    public static List<Figure> of(List<FigureRun> runs) {
        Figures figures = new Figures(runs);
        return OF_A_REPORT.stream()
                .flatMap(kind -> figures.figure(kind, List.of(), PairPlots.NEWEST).stream())
                .toList();
    }

    /// One figure, unless the runs have no point for it.
    ///
    /// @param metrics of [FigureKind#METRICS]: names in files, without `eval_`
    /// @param pairs   of figures that show single pairs: which evaluation, and who reads it
    /// @throws org.dpoworkbench.engine.problem.UserError where a table of pairs cannot be read
    public static Optional<Figure> of(FigureKind kind, List<String> metrics, List<FigureRun> runs, PairPlots pairs) {
        return new Figures(runs).figure(kind, metrics, pairs);
    }

    /// The kinds of figures that the runs have points for.
    public static List<FigureKind> available(List<FigureRun> runs) {
        Figures figures = new Figures(runs);
        return Stream.of(FigureKind.values()).filter(figures::isAvailable).toList();
    }

    /// Every number over steps that the runs have, by name in files, without `eval_`: those that are defined here
    /// first.
    public static Set<String> metrics(List<FigureRun> runs) {
        return MetricPanels.keys(runs);
    }

    private boolean isAvailable(FigureKind kind) {
        return switch (kind) {
            case METRICS -> !MetricPanels.keys(runs).isEmpty();
            case PAIR_CLOUD, LENGTH_HISTOGRAMS -> runs.stream().anyMatch(PairPlots::hasPairs);
            default -> figure(kind, List.of(), PairPlots.NEWEST).isPresent();
        };
    }

    private Optional<Figure> figure(FigureKind kind, List<String> metrics, PairPlots pairs) {
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        return switch (kind) {
            case LOSS -> loss();
            case LOG_RATIOS -> logRatios();
            case MARGINS -> margins();
            case ACCURACY -> accuracy();
            case LENGTHS -> lengths();
            case SAMPLES -> samples();
            case GRADIENT_NORM -> gradientNorm();
            case POLICY -> policy();
            case REWARD_KL -> rewardOverKl();
            case PAIR_CLOUD -> pairs.cloud(runs);
            case LENGTH_HISTOGRAMS -> pairs.lengths(runs);
            case METRICS -> new MetricPanels(runs, readings).figure(metrics);
        };
    }

    private Optional<Figure> loss() {
        List<CurvePanel> panels = new ArrayList<>();
        byLoss().forEach((name, group) -> panels.add(new CurvePanel(
                name,
                axis("loss", Theory.lossUnit(group.getFirst().run())),
                Scale.LINEAR,
                trainingAndHeldOut(group, Metric.LOSS),
                levels(group.stream().flatMap(each -> Theory.startingLoss(each.run()).stream())))));
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
                        new CurvePanel(
                                "chosen",
                                "log-ratio (nats)",
                                Scale.LINEAR_SHARED,
                                trainingAndHeldOut(readings, Metric.LOGRATIOS_CHOSEN),
                                List.of(zero())),
                        new CurvePanel(
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

    private CurvePanel marginPanel(String title, Metric metric, IpoNormalisation normalisation) {
        Stream<Level> targets = readings.stream().flatMap(each -> Theory.margin(each.run(), normalisation).stream());
        return new CurvePanel(
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
        if (reward.stream().flatMap(curve -> curve.points().dots()).anyMatch(Dot::hasInterval)) {
            notes.add("Bands and bars: 95 % binomial interval.");
        }
        if (runs.stream().anyMatch(FigureRun::startsFromReference)) {
            notes.add(
                    "While policy and reference are the same, at step 0 and until the first update, every pair is a tie"
                            + " and there is no reward accuracy.");
        }
        return Figure.of(
                "accuracy",
                "Accuracy",
                runs,
                List.of(
                        new CurvePanel("reward accuracy", "share of pairs", Scale.SHARE, reward, List.of(chance)),
                        new CurvePanel(
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
                        new CurvePanel(
                                "data: chosen",
                                axis,
                                Scale.LINEAR_SHARED,
                                trainingAndHeldOut(readings, Metric.LENGTHS_CHOSEN),
                                List.of()),
                        new CurvePanel(
                                "data: rejected",
                                axis,
                                Scale.LINEAR_SHARED,
                                trainingAndHeldOut(readings, Metric.LENGTHS_REJECTED),
                                List.of()),
                        new CurvePanel("samples", axis, Scale.LINEAR_SHARED, sampled, List.of())),
                List.of("The data's lengths belong to the pairs of a step and training cannot change them; what it can"
                        + " change is the length of the model's own samples."));
    }

    private Optional<Figure> samples() {
        return Figure.of(
                "samples",
                "The model's own samples",
                runs,
                List.of(
                        new CurvePanel(
                                "true reward",
                                Metric.REWARD_TRUE.unit().text(),
                                Scale.LINEAR,
                                policyAndReference(Metric.REWARD_TRUE),
                                List.of()),
                        new CurvePanel(
                                "ended before the cap",
                                "share of samples",
                                Scale.SHARE,
                                policyAndReference(Metric.LENGTHS_SAMPLES_ENDED),
                                List.of()),
                        new CurvePanel(
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
        List<CurvePanel> panels = new ArrayList<>();
        byLoss().forEach((name, group) -> panels.add(new CurvePanel(
                name,
                "gradient norm",
                Scale.LOG_SHARED,
                group.stream().map(each -> each.training(Metric.GRAD_NORM)).toList(),
                levels(group.stream()
                        .flatMap(each -> each.run().config().stream())
                        .map(config -> config.optimizer().maxGradNorm())
                        .filter(limit -> limit > 0)
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

    private Optional<Figure> policy() {
        List<CurvePanel> panels = new ArrayList<>();
        List<Metric> actions = List.of(Metric.POLICY_A, Metric.POLICY_B, Metric.POLICY_C);
        for (int action = 0; action < actions.size(); action++) {
            Metric metric = actions.get(action);
            int number = action;
            panels.add(new CurvePanel(
                    metric.label(),
                    "probability",
                    Scale.LINEAR_SHARED,
                    readings.stream().map(each -> each.training(metric)).toList(),
                    levels(runs.stream().flatMap(run -> Theory.banditSolution(run, number).stream()))));
        }
        return Figure.of(
                FigureKind.POLICY.fileName(),
                "Probabilities of the actions",
                runs,
                panels,
                List.of("Lines across: where IPO's loss has its minimum, in closed form. DPO has none on data without"
                        + " contradictions: it goes to a deterministic policy whatever its temperature."));
    }

    private Optional<Figure> rewardOverKl() {
        List<Curve> points = readings.stream()
                .map(each -> each.samplesOver(Metric.KL_SAMPLED, Metric.REWARD_TRUE))
                .toList();
        CurvePanel panel = new CurvePanel(
                "",
                new Across(axis("KL to the reference", Metric.KL_SAMPLED.unit().text()), false),
                Metric.REWARD_TRUE.unit().text(),
                Scale.LINEAR,
                points,
                List.of());
        return Figure.of(
                FigureKind.REWARD_KL.fileName(),
                "True reward over distance from the reference",
                runs,
                List.of(panel),
                List.of("One marker a sampling, joined in the order of the distance: up and to the left is better."));
    }

    private Map<String, List<Readings>> byLoss() {
        return byLoss(readings);
    }

    /// The runs that minimise the same thing in the same unit.
    static Map<String, List<Readings>> byLoss(List<Readings> readings) {
        Map<String, List<Readings>> groups = new LinkedHashMap<>();
        for (Readings each : readings) {
            groups.computeIfAbsent(each.run().lossName(), _ -> new ArrayList<>())
                    .add(each);
        }
        return groups;
    }

    static List<Curve> trainingAndHeldOut(List<Readings> group, Metric metric) {
        List<Curve> curves = new ArrayList<>();
        group.forEach(each -> curves.add(each.training(metric)));
        group.forEach(each -> curves.add(each.heldOut(metric)));
        return curves;
    }

    /// Each level once: two runs with the same β share their line.
    private static List<Level> levels(Stream<Level> levels) {
        return levels.distinct().toList();
    }

    private static Level zero() {
        return new Level(0, "", Side.ABOVE);
    }

    static String axis(String quantity, String unit) {
        return unit.isEmpty() ? quantity : quantity + " (" + unit + ")";
    }
}
