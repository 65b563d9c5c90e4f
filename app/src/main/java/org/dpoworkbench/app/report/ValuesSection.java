package org.dpoworkbench.app.report;

import static org.dpoworkbench.app.report.Html.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.metric.EvaluationKey;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.metric.MetricUnit;

/// The table of final values, each with what it means.
final class ValuesSection {
    /// Up to so many runs the table shows where each started.
    private static final int RUNS_WITH_START = 2;

    private static final List<Metric> OF_PAIRS = List.of(
            Metric.LOSS,
            Metric.REWARDS_ACCURACIES,
            Metric.REWARDS_ACCURACIES_LENGTH_MATCHED,
            Metric.LOGPS_ACCURACIES,
            Metric.LOGRATIOS_CHOSEN,
            Metric.LOGRATIOS_REJECTED,
            Metric.LOGRATIOS_PER_TOKEN_CHOSEN,
            Metric.LOGRATIOS_PER_TOKEN_REJECTED,
            Metric.MARGINS_SUM,
            Metric.MARGINS_MEAN,
            Metric.REWARDS_CHOSEN,
            Metric.REWARDS_REJECTED,
            Metric.REWARDS_MARGINS,
            Metric.WEIGHTS_MEAN,
            Metric.LENGTHS_MARGIN_CORRELATION,
            Metric.LENGTHS_MARGIN_MEAN_CORRELATION);
    private static final List<Metric> OF_SETS = List.of(
            Metric.LOSS,
            Metric.REWARDS_ACCURACIES,
            Metric.LOGPS_ACCURACIES,
            Metric.LOGRATIOS_CHOSEN,
            Metric.LOGRATIOS_REJECTED,
            Metric.MARGINS_SUM,
            Metric.MARGINS_MEAN);
    private static final List<Metric> OF_SOURCES =
            List.of(Metric.PAIRS, Metric.REWARDS_ACCURACIES, Metric.MARGINS_SUM, Metric.LOGRATIOS_CHOSEN);
    private static final List<Metric> OF_SAMPLES =
            List.of(Metric.REWARD_TRUE, Metric.LENGTHS_SAMPLES, Metric.LENGTHS_SAMPLES_ENDED, Metric.KL_SAMPLED);
    private static final List<Metric> OF_STEPS = List.of(
            Metric.GRAD_NORM, Metric.GRAD_CLIPPED, Metric.SPEED_PAIRS_PER_SECOND, Metric.SPEED_TOKENS_PER_SECOND);

    private final List<FigureRun> runs;

    ValuesSection(List<FigureRun> runs) {
        this.runs = runs;
    }

    List<Html> html() {
        List<Html> rows = new ArrayList<>();
        boolean heldOut =
                runs.stream().anyMatch(run -> !run.curves().evaluations().isEmpty());
        if (heldOut) {
            group(rows, heldOut(), OF_PAIRS, FinalValue::heldOut);
            parts().forEach((title, part) -> group(
                    rows,
                    title,
                    part.source().isPresent() ? OF_SOURCES : OF_SETS,
                    (run, metric) -> FinalValue.heldOut(run, new EvaluationKey(part.set(), metric, part.source()))));
        } else {
            group(
                    rows,
                    "%s of the last step (there are no held-out %s)".formatted(capitalised(examples()), examples()),
                    OF_PAIRS,
                    FinalValue::training);
        }
        group(rows, "The policy's own samples", OF_SAMPLES, FinalValue::samples);
        group(rows, "Mean over all steps", OF_STEPS, FinalValue::meanOverSteps);
        if (rows.isEmpty()) {
            return List.of();
        }
        return List.of(
                element("h2", "Final values"),
                element("table", element("thead", header()), element("tbody", rows))
                        .styled("values"));
    }

    /// Named evaluation sets and sources, by the title of their group; each is named by one of its metrics.
    private Map<String, EvaluationKey> parts() {
        Map<String, EvaluationKey> parts = new TreeMap<>();
        runs.stream()
                .flatMap(run -> run.curves().metrics().stream())
                .flatMap(key -> EvaluationKey.parse(key).stream())
                .filter(key -> key.metric() == Metric.LOSS)
                .filter(key -> key.set().isPresent() || key.source().isPresent())
                .forEach(key -> parts.putIfAbsent(title(key), key));
        return parts;
    }

    private String title(EvaluationKey key) {
        String set = key.set().map("Evaluation set "::concat).orElseGet(this::heldOut);
        return set + key.source().map(" from "::concat).orElse("");
    }

    private String heldOut() {
        return "Held-out " + examples();
    }

    /// What all runs learn from, in words.
    private String examples() {
        List<String> kinds = runs.stream().map(FigureRun::examples).distinct().toList();
        return kinds.size() == 1 ? kinds.getFirst() : "examples";
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private boolean showsStart() {
        return runs.size() <= RUNS_WITH_START;
    }

    private boolean showsDifference() {
        return runs.size() == 2;
    }

    private List<Html> header() {
        String rows = showsStart() ? "2" : "1";
        List<Html> labels = new ArrayList<>();
        List<Html> ends = new ArrayList<>();
        labels.add(element("th", "Metric and meaning").with("rowspan", rows));
        for (FigureRun run : runs) {
            labels.add(number("th", run.label()).with("colspan", showsStart() ? "2" : "1"));
            ends.add(number("th", "start"));
            ends.add(number("th", "end"));
        }
        if (showsDifference()) {
            labels.add(number("th", "second − first").with("rowspan", rows));
        }
        return showsStart() ? List.of(element("tr", labels), element("tr", ends)) : List.of(element("tr", labels));
    }

    private void group(
            List<Html> rows, String title, List<Metric> metrics, BiFunction<FigureRun, Metric, FinalValue> values) {
        List<Html> found = new ArrayList<>();
        for (Metric metric : metrics) {
            List<FinalValue> ofRuns =
                    runs.stream().map(run -> values.apply(run, metric)).toList();
            if (!ofRuns.stream().allMatch(FinalValue::isEmpty)) {
                found.add(row(metric, ofRuns));
            }
        }
        if (!found.isEmpty()) {
            int columns = 1 + runs.size() * (showsStart() ? 2 : 1) + (showsDifference() ? 1 : 0);
            rows.add(element("tr", element("th", title).with("colspan", Integer.toString(columns)))
                    .styled("group"));
            rows.addAll(found);
        }
    }

    private Html row(Metric metric, List<FinalValue> values) {
        String unit = metric.unit().text();
        List<Html> cells = new ArrayList<>();
        cells.add(element(
                "td",
                element("span", metric.label()).styled("name"),
                unit.isEmpty() ? "" : " (" + unit + ")",
                " ",
                element("code", metric.key()),
                element("div", metric.definition()).styled("meaning")));
        for (FinalValue value : values) {
            if (showsStart()) {
                cells.add(number("td", text(metric, value.first())));
            }
            cells.add(withInterval(metric, value));
        }
        if (showsDifference()) {
            cells.add(number("td", difference(metric, values.getFirst(), values.getLast())));
        }
        return element("tr", cells);
    }

    private String difference(Metric metric, FinalValue first, FinalValue second) {
        if (first.isEmpty() || second.isEmpty()) {
            return "–";
        }
        String reason = Comparability.objection(metric, runs.getFirst(), runs.getLast());
        if (!reason.isEmpty()) {
            return reason;
        }
        double difference = second.last().getAsDouble() - first.last().getAsDouble();
        return (difference > 0 ? "+" : "") + text(metric, OptionalDouble.of(difference));
    }

    private static Html withInterval(Metric metric, FinalValue value) {
        String text = text(metric, value.last());
        if (value.low().isEmpty() || value.high().isEmpty()) {
            return number("td", text);
        }
        String interval = "[" + text(metric, value.low()) + ", " + text(metric, value.high()) + "]";
        return element("td", text, element("div", interval).styled("interval")).styled("number");
    }

    static String text(Metric metric, OptionalDouble value) {
        if (value.isEmpty()) {
            return "–";
        }
        double number = value.getAsDouble();
        return metric.unit() == MetricUnit.SHARE || (metric.unit() == MetricUnit.NONE && Math.abs(number) <= 1)
                ? Numbers.fixed(number, 3)
                : metric.unit() == MetricUnit.TOKENS && Math.abs(number) < 1000
                        ? Numbers.fixed(number, 1)
                        : Numbers.significant(number, 4);
    }

    private static Html.Element number(String cell, String text) {
        return element(cell, text).styled("number");
    }
}
