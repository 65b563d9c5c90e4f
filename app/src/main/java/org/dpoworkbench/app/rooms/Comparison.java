package org.dpoworkbench.app.rooms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dpoworkbench.app.cli.room.Answer;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.metric.Metric;

/// Final values of several runs side by side: the last evaluation's where there is one, the last step's else.
final class Comparison {
    private static final int NAME_WIDTH = 42;

    private Comparison() {}

    static Answer of(List<FigureRun> runs) {
        Map<String, Map<String, Double>> finals = new LinkedHashMap<>();
        Set<String> metrics = new LinkedHashSet<>();
        for (FigureRun run : runs) {
            Map<String, Double> values = finalValues(run.history());
            finals.put(run.id(), values);
            metrics.addAll(values.keySet());
        }
        return new Answer(text(runs, finals, metrics), finals);
    }

    private static Map<String, Double> finalValues(RunHistory history) {
        Map<String, Double> values = new LinkedHashMap<>();
        if (!history.evaluations().isEmpty()) {
            values.putAll(history.evaluations().getLast().metrics());
        }
        if (!history.steps().isEmpty()) {
            values.putAll(history.steps().getLast().metrics());
        }
        history.samples().forEach(s -> s.metrics().forEach((name, value) -> values.put(s.model() + " " + name, value)));
        return values;
    }

    private static String text(List<FigureRun> runs, Map<String, Map<String, Double>> finals, Set<String> metrics) {
        int width = runs.stream()
                        .mapToInt(r -> Math.max(r.label().length(), 12))
                        .max()
                        .orElse(12)
                + 2;
        List<String> lines = new ArrayList<>();
        StringBuilder head = new StringBuilder(pad("final value", NAME_WIDTH));
        runs.forEach(r -> head.append(padLeft(r.label(), width)));
        lines.add(head.toString());
        for (String metric : metrics) {
            StringBuilder line = new StringBuilder(pad(metric + unit(metric), NAME_WIDTH));
            for (FigureRun run : runs) {
                Double value = finals.get(run.id()).get(metric);
                line.append(padLeft(value == null ? "–" : String.format(Locale.ROOT, "%.5g", value), width));
            }
            lines.add(line.toString());
        }
        lines.add("");
        runs.forEach(r -> lines.add(r.label() + ": " + r.id()));
        lines.add("Losses of different loss types have different units; compare log-ratios and accuracies.");
        return String.join(System.lineSeparator(), lines);
    }

    private static String unit(String metric) {
        return Metric.ofKey(metric)
                .map(m -> m.unit().text())
                .filter(u -> !u.isBlank())
                .map(u -> " [" + u + "]")
                .orElse("");
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    private static String padLeft(String text, int width) {
        return " ".repeat(Math.max(1, width - text.length())) + text;
    }
}
