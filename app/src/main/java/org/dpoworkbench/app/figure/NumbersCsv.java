package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurves.EvaluationPoint;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// Writes all numbers of runs as CSV (RFC 4180, UTF-8): a row for every step, every evaluation and every
/// sampling, and a column for every metric; a metric that a row lacks is empty. The columns are explained in a
/// second file.
public final class NumbersCsv {
    private static final List<String> FIXED = List.of("run", "label", "source", "step", "time");

    private NumbersCsv() {}

    /// Writes the numbers.
    ///
    /// `source` is `training` (the step's own pairs), `held-out` (the evaluation; names are without `eval_`),
    /// `policy samples` or `reference samples`. Numbers are written so that reading them gives the same double.
    public static void write(List<FigureRun> runs, Path file) throws IOException {
        List<String> metrics = runs.stream()
                .flatMap(run -> names(run).stream())
                .distinct()
                .sorted(inOrderOfDefinition())
                .toList();
        Replacing.write(file, out -> {
            CsvLines csv = new CsvLines(out);
            csv.line(joined(FIXED, metrics));
            for (FigureRun run : runs) {
                new Rows(csv, run, metrics).write();
            }
        });
    }

    /// Writes what each column of [#write] means.
    public static void writeColumns(Path file) throws IOException {
        Replacing.write(file, out -> {
            CsvLines csv = new CsvLines(out);
            csv.line(List.of("column", "name", "unit", "definition", "formula"));
            csv.line(List.of("run", "Run", "", "The run folder's name.", ""));
            csv.line(List.of("label", "Label", "", "What figures call the run.", ""));
            csv.line(List.of(
                    "source",
                    "Source",
                    "",
                    "training: the step's own pairs, completions or rankings; held-out: those held out; policy samples, reference"
                            + " samples: answers to the run's fixed prompts.",
                    ""));
            csv.line(List.of("step", "Step", "", "Optimiser steps done.", ""));
            csv.line(List.of(
                    "time", "Time", "", "When the value was recorded (ISO 8601, UTC), steps to a millisecond.", ""));
            for (Metric metric : Metric.values()) {
                csv.line(List.of(
                        metric.key(), metric.label(), metric.unit().text(), metric.definition(), metric.formula()));
            }
        });
    }

    /// Metrics of all sources, without `eval_`.
    private static Set<String> names(FigureRun run) {
        RunRows rows = new RunRows(run.curves());
        Set<String> names = new LinkedHashSet<>(rows.ofSteps());
        rows.ofEvaluations().forEach(key -> names.add(key.substring(Metric.EVAL_PREFIX.length())));
        run.curves().samples().forEach(samples -> names.addAll(samples.metrics().keySet()));
        return names;
    }

    /// Writes one run's rows, one at a time: a long run's are more than memory should hold.
    private record Rows(CsvLines csv, FigureRun run, List<String> metrics) {
        void write() throws IOException {
            RunCurves curves = run.curves();
            Set<String> ofSteps = Set.copyOf(new RunRows(curves).ofSteps());
            List<Series> columns = metrics.stream()
                    .map(key -> ofSteps.contains(key) ? curves.series(key) : Series.EMPTY)
                    .toList();
            for (int step : new RunRows(curves).steps()) {
                row("training", step, time(step), columns);
            }
            List<Series> heldOut = metrics.stream()
                    .map(key -> curves.series(Metric.EVAL_PREFIX + key))
                    .toList();
            for (EvaluationPoint evaluation : curves.evaluations()) {
                row("held-out", evaluation.step(), evaluation.time().toString(), heldOut);
            }
            for (Event.Samples samples : curves.samples()) {
                List<String> cells = cells(samples.model() + " samples", samples.step(), "");
                metrics.forEach(
                        key -> cells.add(CsvLines.number(samples.metrics().getOrDefault(key, Double.NaN))));
                csv.line(cells);
            }
        }

        /// Empty where it is not on record.
        private String time(int step) {
            OptionalDouble seconds = run.curves().seconds().at(step);
            return seconds.isEmpty() || run.curves().begun().isEmpty()
                    ? ""
                    : run.curves()
                            .begun()
                            .get()
                            .plusMillis(Math.round(1000 * seconds.getAsDouble()))
                            .truncatedTo(ChronoUnit.MILLIS)
                            .toString();
        }

        private void row(String source, int step, String time, List<Series> columns) throws IOException {
            List<String> cells = cells(source, step, time);
            columns.forEach(column -> cells.add(CsvLines.number(column.at(step).orElse(Double.NaN))));
            csv.line(cells);
        }

        private List<String> cells(String source, int step, String time) {
            List<String> cells = new ArrayList<>(metrics.size() + FIXED.size());
            cells.addAll(List.of(run.id(), run.label(), source, Integer.toString(step), time));
            return cells;
        }
    }

    private static Comparator<String> inOrderOfDefinition() {
        List<String> known = Arrays.stream(Metric.values()).map(Metric::key).toList();
        return Comparator.comparingInt((String key) -> known.contains(key) ? known.indexOf(key) : known.size())
                .thenComparing(Comparator.naturalOrder());
    }

    private static List<String> joined(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }
}
