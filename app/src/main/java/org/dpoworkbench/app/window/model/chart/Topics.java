package org.dpoworkbench.app.window.model.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dpoworkbench.app.chart.curve.Drawing.Form;
import org.dpoworkbench.app.window.model.chart.Part.Smoothing;
import org.dpoworkbench.app.window.model.chart.Part.Where;
import org.dpoworkbench.app.window.model.chart.Topic.Scale;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.metric.MetricUnit;
import org.dpoworkbench.ui.Messages;

/// The charts there are: the usual ones in their order, and one for any other recorded metric.
public final class Topics {
    public static final String LOSS = "loss";
    public static final String LOG_RATIOS = "log-ratios";
    public static final String MARGINS = "margins";
    public static final String MARGINS_PER_TOKEN = "margins-per-token";
    public static final String ACCURACY = "accuracy";
    public static final String LENGTHS = "lengths";
    public static final String GRADIENT = "gradient-norm";

    /// What the names of the reference's sample metrics end with.
    private static final String REFERENCE = "_reference";

    private static final Topic PER_TOKEN =
            plain(MARGINS_PER_TOKEN, Messages.text("chart.topic.marginsPerToken"), Metric.MARGINS_MEAN);

    private static final List<Topic> USUAL = List.of(
            new Topic(
                    LOSS,
                    Messages.text("chart.topic.loss"),
                    MetricUnit.OF_THE_LOSS.text(),
                    Scale.LINEAR,
                    true,
                    List.of(Part.training(Metric.LOSS), Part.heldOut(Metric.LOSS))),
            plain("likelihood-term", Messages.text("chart.topic.likelihood"), Metric.NLL_LOSS),
            plain("kto-kl", Messages.text("chart.topic.ktoKl"), Metric.KL),
            new Topic(
                    LOG_RATIOS,
                    Messages.text("chart.topic.logRatios"),
                    MetricUnit.NATS.text(),
                    Scale.LINEAR,
                    false,
                    List.of(
                            Part.training(Metric.LOGRATIOS_CHOSEN).called(Messages.text("chart.part.chosen")),
                            Part.training(Metric.LOGRATIOS_REJECTED)
                                    .as(Form.THIN)
                                    .called(Messages.text("chart.part.rejected")),
                            Part.heldOut(Metric.LOGRATIOS_CHOSEN),
                            Part.heldOut(Metric.LOGRATIOS_REJECTED).as(Form.HOLLOW))),
            plain(MARGINS, Messages.text("chart.topic.margins"), Metric.MARGINS_SUM),
            PER_TOKEN,
            new Topic(
                    ACCURACY,
                    Messages.text("chart.topic.accuracy"),
                    Messages.text("chart.unit.shareOfPairs"),
                    Scale.SHARE,
                    false,
                    List.of(
                            Part.training(Metric.REWARDS_ACCURACIES)
                                    .as(Form.RAW)
                                    .smoothed(Smoothing.ALONE),
                            Part.heldOut(Metric.REWARDS_ACCURACIES).as(Form.JOINED_MARKERS))),
            new Topic(
                    LENGTHS,
                    Messages.text("chart.topic.lengths"),
                    MetricUnit.TOKENS.text(),
                    Scale.LINEAR,
                    false,
                    List.of(
                            Part.training(Metric.LENGTHS_CHOSEN)
                                    .as(Form.THIN)
                                    .smoothed(Smoothing.ALONE)
                                    .called(Messages.text("chart.part.dataChosen")),
                            Part.training(Metric.LENGTHS_REJECTED)
                                    .as(Form.THIN)
                                    .smoothed(Smoothing.ALONE)
                                    .called(Messages.text("chart.part.dataRejected")),
                            sampled(Metric.LENGTHS_SAMPLES, Where.REFERENCE_SAMPLES),
                            sampled(Metric.LENGTHS_SAMPLES, Where.SAMPLES))),
            new Topic(
                    GRADIENT,
                    Messages.text("chart.topic.gradient"),
                    "",
                    Scale.LOGARITHMIC,
                    true,
                    List.of(Part.training(Metric.GRAD_NORM))),
            new Topic(
                    "clipped",
                    Messages.text("chart.topic.clipped"),
                    Messages.text("chart.unit.shareOfSteps"),
                    Scale.SHARE,
                    false,
                    List.of(Part.training(Metric.GRAD_CLIPPED).smoothed(Smoothing.ALONE))),
            ofSamples("kl", Messages.text("chart.topic.kl"), Metric.KL_SAMPLED),
            ofSamples("true-reward", Messages.text("chart.topic.trueReward"), Metric.REWARD_TRUE),
            new Topic(
                    "learning-rate",
                    Messages.text("chart.topic.learningRate"),
                    "",
                    Scale.LINEAR,
                    false,
                    List.of(Part.training(Metric.LEARNING_RATE).smoothed(Smoothing.NONE))),
            plain("speed", Messages.text("chart.topic.speed"), Metric.SPEED_PAIRS_PER_SECOND));

    /// Ends of intervals and the reference's samples are drawn with what they belong to.
    private static final List<String> BELONGING = List.of("_low", "_high", REFERENCE);

    private Topics() {}

    private static Topic plain(String id, String title, Metric metric) {
        return new Topic(
                id,
                title,
                metric.unit().text(),
                metric.unit() == MetricUnit.SHARE ? Scale.SHARE : Scale.LINEAR,
                false,
                List.of(Part.training(metric), Part.heldOut(metric)));
    }

    private static Topic ofSamples(String id, String title, Metric metric) {
        return new Topic(
                id,
                title,
                metric.unit().text(),
                Scale.LINEAR,
                false,
                List.of(
                        sampled(metric, Where.REFERENCE_SAMPLES),
                        sampled(metric, Where.SAMPLES),
                        Part.heldOut(metric).as(Form.JOINED_MARKERS)));
    }

    private static Part sampled(Metric metric, Where where) {
        return where == Where.SAMPLES
                ? new Part(
                        metric.key(), where, Form.JOINED_MARKERS, Smoothing.NONE, Messages.text("chart.part.samples"))
                : new Part(metric.key(), where, Form.HOLLOW, Smoothing.NONE, Messages.text("chart.part.reference"));
    }

    /// The usual charts for which one of the runs has numbers. Margins per token are usual where a loss is made of
    /// them.
    public static List<Topic> usual(Collection<ChartRun> runs) {
        Set<String> sets = sets(runs);
        return USUAL.stream()
                .filter(topic -> !topic.equals(PER_TOKEN) || runs.stream().anyMatch(Topics::isPerToken))
                .map(topic -> topic.withSets(sets))
                .filter(topic -> runs.stream().anyMatch(topic::in))
                .toList();
    }

    /// Names of the evaluation sets that the runs have besides the main one.
    private static Set<String> sets(Collection<ChartRun> runs) {
        return runs.stream()
                .flatMap(run -> run.curves().metrics().stream())
                .filter(column -> column.endsWith(Metric.LOSS.key())) // every set has it; asked often, parsed seldom
                .flatMap(column -> EvaluationKey.parse(column).stream())
                .filter(key -> key.metric() == Metric.LOSS)
                .flatMap(key -> key.set().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isPerToken(ChartRun run) {
        return run.config()
                .map(config -> config.loss())
                .filter(loss -> loss.has(LossType.IPO) && loss.ipoNormalisation() == IpoNormalisation.MEAN)
                .isPresent();
    }

    /// The other metrics that one of the runs recorded, each as a chart.
    public static List<Topic> further(Collection<ChartRun> runs) {
        Set<String> shown = usual(runs).stream()
                .flatMap(topic -> topic.parts().stream())
                .map(Part::metric)
                .collect(Collectors.toSet());
        Set<String> recorded = new TreeSet<>();
        runs.forEach(run -> run.curves().metrics().forEach(column -> recorded.add(metricOf(column))));
        recorded.removeAll(shown);
        recorded.remove(Metric.EPOCH.key()); // an axis
        recorded.removeIf(key -> BELONGING.stream().anyMatch(key::endsWith));
        Set<String> sets = sets(runs);
        return recorded.stream().map(key -> ofMetric(key).withSets(sets)).toList();
    }

    /// The topic with this name, usual or further.
    public static Optional<Topic> find(String id, Collection<ChartRun> runs) {
        List<Topic> all = new ArrayList<>(usual(runs));
        all.addAll(further(runs));
        return all.stream().filter(topic -> topic.id().equals(id)).findFirst();
    }

    private static String metricOf(String column) {
        String metric = EvaluationKey.parse(column)
                .map(key -> key.metric().key())
                .orElseGet(() -> Metric.isEvalKey(column) ? column.substring(Metric.EVAL_PREFIX.length()) : column);
        return metric.endsWith(REFERENCE) ? metric.substring(0, metric.length() - REFERENCE.length()) : metric;
    }

    /// A metric that nobody defined is shown under its name in files.
    private static Topic ofMetric(String key) {
        Optional<Metric> metric = Metric.ofKey(key);
        if (metric.equals(Optional.of(Metric.MARGINS_MEAN))) {
            return PER_TOKEN;
        }
        return new Topic(
                key,
                metric.map(Metric::label).orElse(key),
                metric.map(m -> m.unit().text()).orElse(""),
                metric.filter(m -> m.unit() == MetricUnit.SHARE).isPresent() ? Scale.SHARE : Scale.LINEAR,
                false,
                List.of(
                        new Part(key, Where.TRAINING, Form.STRONG, Smoothing.WITH_RAW, ""),
                        new Part(key, Where.HELD_OUT, Form.MARKERS, Smoothing.NONE, ""),
                        new Part(
                                key,
                                Where.REFERENCE_SAMPLES,
                                Form.HOLLOW,
                                Smoothing.NONE,
                                Messages.text("chart.part.reference"))));
    }
}
