package org.dpoworkbench.app.figure;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.dpoworkbench.engine.metric.Metric;

/// Writes all numbers of runs as CSV (RFC 4180, UTF-8): a row for every step, every evaluation and every sampling, and
/// a
/// column for every metric; a metric that a row lacks is empty. The columns are explained in a second file.
public final class NumbersCsv {
    private static final List<String> FIXED = List.of("run", "label", "source", "step", "time");

    private NumbersCsv() {}

    /// Writes the numbers.
    ///
    /// `source` is `training` (the step's own pairs), `held-out` (the evaluation; names are without `eval_`),
    /// `policy samples` or `reference samples`. Numbers are written so that reading them gives the same double.
    public static void write(List<FigureRun> runs, Path file) throws IOException {
        List<Row> rows = runs.stream().flatMap(run -> rows(run).stream()).toList();
        List<String> metrics = rows.stream()
                .flatMap(row -> row.metrics().keySet().stream())
                .distinct()
                .sorted(inOrderOfDefinition())
                .toList();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            line(out, FIXED, metrics);
            for (Row row : rows) {
                line(
                        out,
                        List.of(
                                row.run().id(),
                                row.run().label(),
                                row.source(),
                                Integer.toString(row.step()),
                                row.time()),
                        metrics.stream()
                                .map(metric -> number(row.metrics().get(metric)))
                                .toList());
            }
        }
    }

    /// Writes what each column of [#write] means.
    public static void writeColumns(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            line(out, List.of("column", "name", "unit", "definition", "formula"), List.of());
            line(out, List.of("run", "Run", "", "The run folder's name.", ""), List.of());
            line(out, List.of("label", "Label", "", "What figures call the run.", ""), List.of());
            line(
                    out,
                    List.of(
                            "source",
                            "Source",
                            "",
                            "training: the step's own pairs; held-out: the held-out pairs; policy samples, reference"
                                    + " samples: answers to the run's fixed prompts.",
                            ""),
                    List.of());
            line(out, List.of("step", "Step", "", "Optimiser steps done.", ""), List.of());
            line(out, List.of("time", "Time", "", "When the value was recorded (ISO 8601, UTC).", ""), List.of());
            for (Metric metric : Metric.values()) {
                line(
                        out,
                        List.of(
                                metric.key(),
                                metric.label(),
                                metric.unit().text(),
                                metric.definition(),
                                metric.formula()),
                        List.of());
            }
        }
    }

    private record Row(FigureRun run, String source, int step, String time, Map<String, Double> metrics) {}

    private static List<Row> rows(FigureRun run) {
        List<Row> rows = new ArrayList<>();
        run.history().steps().forEach(p -> rows.add(row(run, "training", p.step(), p.time(), p.metrics())));
        run.history().evaluations().forEach(p -> rows.add(row(run, "held-out", p.step(), p.time(), p.metrics())));
        run.history()
                .samples()
                .forEach(s -> rows.add(new Row(run, s.model() + " samples", s.step(), "", trained(s.metrics()))));
        return rows;
    }

    private static Row row(FigureRun run, String source, int step, Instant time, Map<String, Double> metrics) {
        return new Row(run, source, step, time.toString(), trained(metrics));
    }

    private static Map<String, Double> trained(Map<String, Double> metrics) {
        Map<String, Double> result = new TreeMap<>();
        metrics.forEach((key, value) ->
                result.put(Metric.isEvalKey(key) ? key.substring(Metric.EVAL_PREFIX.length()) : key, value));
        return result;
    }

    private static Comparator<String> inOrderOfDefinition() {
        List<String> known = Arrays.stream(Metric.values()).map(Metric::key).toList();
        return Comparator.comparingInt((String key) -> known.contains(key) ? known.indexOf(key) : known.size())
                .thenComparing(Comparator.naturalOrder());
    }

    private static String number(Double value) {
        return value == null || !Double.isFinite(value) ? "" : value.toString();
    }

    private static void line(BufferedWriter out, List<String> first, List<String> then) throws IOException {
        List<String> cells = new ArrayList<>(first);
        cells.addAll(then);
        for (int i = 0; i < cells.size(); i++) {
            out.write(i == 0 ? "" : ",");
            out.write(quoted(cells.get(i)));
        }
        out.write("\r\n");
    }

    private static String quoted(String cell) {
        boolean needed = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
