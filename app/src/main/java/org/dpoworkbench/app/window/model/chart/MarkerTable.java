package org.dpoworkbench.app.window.model.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.chart.Part.Where;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.metric.MetricUnit;
import org.dpoworkbench.ui.Messages;

/// The runs' values at the marker.
///
/// @param runs the columns
public record MarkerTable(List<Column> runs, List<Row> rows) {
    private static final int DIGITS = 4;

    /// @param step where the marker stands in this run; empty where it has no such place
    public record Column(ChartRun run, OptionalInt step) {}

    /// @param cells a run each, in the order of the columns
    public record Row(Topic topic, Part part, String label, List<Cell> cells) {
        public Optional<Metric> metric() {
            return Metric.ofKey(part.metric());
        }
    }

    /// A value as text with its unit.
    ///
    /// @param text   `–` where there is none
    /// @param number the same without unit
    /// @param taken  the step at which the value was taken, where that is not the marker's
    public record Cell(String text, String number, OptionalInt taken) {}

    /// @param step the marked step of the baseline; empty: the newest of each run
    static MarkerTable at(
            List<ChartRun> runs, List<Topic> topics, Optional<ChartRun> baseline, Matching matching, OptionalInt step) {
        List<Column> columns = runs.stream()
                .map(run -> new Column(run, stepOf(run, baseline, matching, step)))
                .toList();
        List<Row> rows = new ArrayList<>();
        for (Topic topic : topics) {
            for (Part part : topic.parts()) {
                List<Cell> cells = columns.stream()
                        .map(column -> cell(column, topic, part))
                        .toList();
                if (runs.stream()
                        .anyMatch(run -> !run.curves().series(part.column()).isEmpty())) {
                    rows.add(new Row(topic, part, label(part), cells));
                }
            }
        }
        return new MarkerTable(columns, List.copyOf(rows));
    }

    private static OptionalInt stepOf(ChartRun run, Optional<ChartRun> baseline, Matching matching, OptionalInt step) {
        if (step.isEmpty()) {
            return OptionalInt.of(Integer.MAX_VALUE);
        }
        return baseline.map(base -> MarkerPlaces.of(run, base, matching, step.getAsInt()))
                .orElse(step);
    }

    private static Cell cell(Column column, Topic topic, Part part) {
        String dash = Messages.text("chart.value.none");
        Cell none = new Cell(dash, dash, OptionalInt.empty());
        if (column.step().isEmpty()) {
            return none;
        }
        int step = column.step().getAsInt();
        return value(column.run(), topic, part, step).orElse(none);
    }

    /// The value of the last point at or before the step, with its unit.
    static Optional<Cell> value(ChartRun run, Topic topic, Part part, int step) {
        Series series = run.curves().series(part.column());
        int index = series.indexAtOrBefore(step);
        if (index < 0 || saysNothing(run, part, series.step(index))) {
            return Optional.empty();
        }
        int taken = series.step(index);
        String number = number(part, series.value(index));
        String unit = unit(run, topic, part);
        return Optional.of(new Cell(
                unit.isEmpty() ? number : number + " " + unit,
                number,
                taken == step || step == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(taken)));
    }

    /// Where every pair is a tie there is no accuracy.
    private static boolean saysNothing(ChartRun run, Part part, int step) {
        if (!part.metric().equals(Metric.REWARDS_ACCURACIES.key())) {
            return false;
        }
        return part.where() == Where.TRAINING
                ? run.curves().series(Metric.REWARDS_TIES.key()).at(step).orElse(0) >= 1
                : step == 0 && run.startsFromReference();
    }

    private static String number(Part part, double value) {
        return isShare(part) ? Numbers.percent(value) : Numbers.significant(value, DIGITS);
    }

    private static String unit(ChartRun run, Topic topic, Part part) {
        if (topic.id().equals(Topics.LOSS)) {
            return run.lossUnit();
        }
        return isShare(part)
                ? ""
                : Metric.ofKey(part.metric())
                        .map(metric -> metric.unit().text())
                        .orElse("");
    }

    private static boolean isShare(Part part) {
        return Metric.ofKey(part.metric())
                .filter(metric -> metric.unit() == MetricUnit.SHARE)
                .isPresent();
    }

    private static String label(Part part) {
        String name = Metric.ofKey(part.metric()).map(Metric::label).orElse(part.metric());
        return switch (part.where()) {
            case TRAINING, SAMPLES -> name;
            case HELD_OUT -> Messages.text("chart.table.heldOut", name);
            case REFERENCE_SAMPLES -> Messages.text("chart.table.reference", name);
        };
    }
}
