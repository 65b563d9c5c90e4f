package org.dpoworkbench.app.rooms;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.figure.RunRows;
import org.dpoworkbench.app.report.Flat;
import org.dpoworkbench.app.room.Answer;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.metric.Metric;

/// Final values of several runs side by side: the last evaluation's where there is one, the last step's else.
final class Comparison {
    private Comparison() {}

    /// @param folders the runs' folders, which tell runs of the same name apart
    static Answer of(List<FigureRun> runs, List<Path> folders) {
        List<Map<String, Double>> finals =
                runs.stream().map(run -> finalValues(run.curves())).toList();
        Set<String> metrics = new LinkedHashSet<>();
        finals.forEach(values -> metrics.addAll(values.keySet()));
        Table table = new Table(columns(runs));
        table.row("final value", columns(runs));
        for (String metric : metrics) {
            table.row(
                    metric + unit(metric),
                    finals.stream().map(values -> text(values.get(metric))).toList());
        }
        Map<String, List<String>> differences = differences(runs);
        table.line("");
        table.line(differences.isEmpty() ? "The configurations are the same." : "The configurations differ in:");
        differences.forEach(table::row);
        table.line("");
        for (int i = 0; i < runs.size(); i++) {
            table.line(letter(i) + ": " + folders.get(i));
        }
        table.line("Losses of different loss types have different units; compare log-ratios and accuracies.");
        return new Answer(table.text(), json(runs, folders, finals, differences));
    }

    private static Object json(
            List<FigureRun> runs,
            List<Path> folders,
            List<Map<String, Double>> finals,
            Map<String, List<String>> differences) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            all.add(Map.of(
                    "run", folders.get(i).toString(), "label", runs.get(i).label(), "final_values", finals.get(i)));
        }
        return Map.of("runs", all, "differences", differences);
    }

    /// Settings by name, with the value of each run, where not all have the same.
    private static Map<String, List<String>> differences(List<FigureRun> runs) {
        List<Map<String, String>> settings = runs.stream()
                .map(run -> run.config().map(Flat::settings).orElse(Map.of()))
                .toList();
        Map<String, List<String>> found = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>();
        settings.forEach(each -> names.addAll(each.keySet()));
        for (String name : names) {
            List<String> values =
                    settings.stream().map(each -> each.getOrDefault(name, "–")).toList();
            if (Set.copyOf(values).size() > 1) {
                found.put(name, values);
            }
        }
        return found;
    }

    /// Two runs may have the same loss, and so the same label.
    private static List<String> columns(List<FigureRun> runs) {
        return IntStream.range(0, runs.size())
                .mapToObj(i -> letter(i) + " " + runs.get(i).label())
                .toList();
    }

    private static String letter(int index) {
        return index < 26 ? String.valueOf((char) ('A' + index)) : Integer.toString(index + 1);
    }

    private static String text(Double value) {
        return value == null ? "–" : String.format(Locale.ROOT, "%.5g", value);
    }

    private static Map<String, Double> finalValues(RunCurves curves) {
        RunRows rows = new RunRows(curves);
        Map<String, Double> values = new LinkedHashMap<>(rows.lastEvaluation());
        values.putAll(rows.lastStep());
        curves.samples().forEach(s -> s.metrics().forEach((name, value) -> values.put(s.model() + " " + name, value)));
        return values;
    }

    private static String unit(String metric) {
        return Metric.ofKey(metric)
                .map(m -> m.unit().text())
                .filter(u -> !u.isBlank())
                .map(u -> " [" + u + "]")
                .orElse("");
    }

    /// Names at the left, a column a run at the right.
    private static final class Table {
        private static final int NAME_WIDTH = 42;
        private final int width;
        private final StringBuilder text = new StringBuilder();

        Table(List<String> columns) {
            width = columns.stream().mapToInt(String::length).max().orElse(0);
        }

        void row(String name, List<String> cells) {
            text.append(name).append(" ".repeat(Math.max(0, NAME_WIDTH - name.length())));
            for (String cell : cells) {
                text.append("  ").append(" ".repeat(Math.max(0, Math.max(width, 12) - cell.length())));
                text.append(cell);
            }
            line("");
        }

        void line(String line) {
            text.append(line).append(System.lineSeparator());
        }

        String text() {
            return text.toString().stripTrailing();
        }
    }
}
