package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dpoworkbench.app.figure.CurvePanel.Scale;
import org.dpoworkbench.engine.metric.Metric;

/// A figure of metrics of one's own choice: a panel each, and one for each loss where the unit belongs to the loss.
final class MetricPanels {
    private static final Set<Metric> OF_THE_LOSS = Set.of(Metric.LOSS, Metric.GRAD_NORM);
    private static final Set<Metric> ACCURACIES =
            Set.of(Metric.REWARDS_ACCURACIES, Metric.REWARDS_ACCURACIES_LENGTH_MATCHED, Metric.LOGPS_ACCURACIES);

    private final List<FigureRun> runs;
    private final List<Readings> readings;

    MetricPanels(List<FigureRun> runs, List<Readings> readings) {
        this.runs = runs;
        this.readings = readings;
    }

    /// Every number over steps that a run has, without `eval_`: those that are defined here first, in their order.
    static Set<String> keys(List<FigureRun> runs) {
        Set<String> recorded = new LinkedHashSet<>();
        runs.forEach(run -> run.curves().metrics().stream()
                .sorted()
                .map(key -> Metric.isEvalKey(key) ? key.substring(Metric.EVAL_PREFIX.length()) : key)
                .forEach(recorded::add));
        Set<String> ordered = new LinkedHashSet<>();
        for (Metric metric : Metric.values()) {
            if (recorded.contains(metric.key())) {
                ordered.add(metric.key());
            }
        }
        ordered.addAll(recorded);
        return ordered;
    }

    Optional<Figure> figure(List<String> keys) {
        List<CurvePanel> panels = new ArrayList<>();
        for (String key : keys) {
            Optional<Metric> metric = Metric.ofKey(key);
            if (metric.filter(OF_THE_LOSS::contains).isPresent()) {
                Figures.byLoss(readings)
                        .forEach((loss, group) -> panels.add(panel(
                                metric.get().label() + ", " + loss,
                                unit(metric.get(), group.getFirst().run()),
                                key,
                                group)));
            } else {
                panels.add(panel(
                        metric.map(Metric::label).orElse(key),
                        metric.map(m -> m.unit().text()).orElse(""),
                        key,
                        readings));
            }
        }
        String title = String.join(
                ", ",
                keys.stream()
                        .map(key -> Metric.ofKey(key).map(Metric::label).orElse(key))
                        .toList());
        return Figure.of(FigureKind.METRICS.fileName(), title, runs, panels, notes(keys));
    }

    private static String unit(Metric metric, FigureRun run) {
        return metric == Metric.LOSS ? Theory.lossUnit(run) : metric.unit().text();
    }

    private static CurvePanel panel(String title, String unit, String key, List<Readings> group) {
        boolean accuracy = Metric.ofKey(key).filter(ACCURACIES::contains).isPresent();
        return new CurvePanel(
                title,
                unit.isEmpty() ? title : unit,
                accuracy ? Scale.SHARE : Scale.LINEAR,
                curves(key, group),
                List.of());
    }

    private static List<Curve> curves(String key, List<Readings> group) {
        boolean accuracy = key.equals(Metric.REWARDS_ACCURACIES.key());
        List<Curve> curves = new ArrayList<>();
        group.forEach(each -> curves.add(accuracy ? each.trainingAccuracy() : each.training(key)));
        group.forEach(each -> curves.add(accuracy ? each.heldOutAccuracy() : each.heldOut(key)));
        return curves;
    }

    /// What each metric is, in its own words.
    private static List<String> notes(List<String> keys) {
        return keys.stream()
                .flatMap(key -> Metric.ofKey(key).stream())
                .map(metric -> metric.label() + ": " + metric.definition())
                .toList();
    }
}
