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
    private static final int FEWER_DIGITS = 3;

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
    /// @param number the same without unit and shorter
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
        return value(column.run(), Optional.empty(), topic, part, step).orElse(none);
    }

    /// The value of the last point at or before the step, with its unit.
    ///
    /// @param subtracted the run whose value at the same step, or the last before, is taken off
    static Optional<Cell> value(ChartRun run, Optional<ChartRun> subtracted, Topic topic, Part part, int step) {
        Optional<Taken> taken = taken(run, part, step);
        if (subtracted.isPresent()) {
            taken = taken.flatMap(one -> taken(subtracted.get(), part, one.step())
                    .map(other -> new Taken(one.step(), one.value() - other.value())));
        }
        return taken.map(one -> {
            boolean points = subtracted.isPresent() && isShare(part);
            String unit = points ? "" : unit(run, topic, part);
            return new Cell(
                    ((points ? points(one.value()) : number(part, one.value(), DIGITS)) + " " + unit).strip(),
                    points ? points(one.value()) : number(part, one.value(), FEWER_DIGITS),
                    one.step() == step || step == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(one.step()));
        });
    }

    private record Taken(int step, double value) {}

    private static Optional<Taken> taken(ChartRun run, Part part, int step) {
        Series series = run.curves().series(part.column());
        int index = series.indexAtOrBefore(step);
        return index < 0 || saysNothing(run, part, series.step(index))
                ? Optional.empty()
                : Optional.of(new Taken(series.step(index), series.value(index)));
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

    private static String number(Part part, double value, int digits) {
        return isShare(part) ? Numbers.percent(value) : Numbers.significant(value, digits);
    }

    /// Two shares differ by percentage points.
    private static String points(double share) {
        return Messages.text("chart.value.points", Numbers.fixed(100 * share, 1));
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
            case HELD_OUT ->
                part.set()
                        .map(set -> Messages.text("chart.table.set", name, set))
                        .orElseGet(() -> Messages.text("chart.table.heldOut", name));
            case REFERENCE_SAMPLES -> Messages.text("chart.table.reference", name);
        };
    }
}
