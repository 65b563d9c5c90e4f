package org.dpoworkbench.app.report;

import static org.dpoworkbench.app.report.Html.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;

/// Answers to the same prompts before training and after, side by side.
final class SamplesSection {
    private static final int MOST_PROMPTS = 8;
    private static final int MOST_CHARACTERS = 600;

    private final List<FigureRun> runs;

    /// A column of answers.
    private record Answers(String heading, Event.Samples samples) {
        Optional<Event.Sample> to(String prompt) {
            return samples.samples().stream()
                    .filter(sample -> sample.prompt().equals(prompt))
                    .findFirst();
        }
    }

    SamplesSection(List<FigureRun> runs) {
        this.runs = runs;
    }

    List<Html> html() {
        List<Answers> columns = columns();
        if (columns.isEmpty()) {
            return List.of();
        }
        List<String> prompts = columns.stream()
                .flatMap(column -> column.samples().samples().stream())
                .map(Event.Sample::prompt)
                .distinct()
                .toList();
        List<Html> rows = new ArrayList<>();
        rows.add(scores(columns));
        prompts.stream().limit(MOST_PROMPTS).forEach(prompt -> rows.add(row(prompt, columns)));
        List<Html> parts = new ArrayList<>();
        parts.add(element("h2", "Samples before and after"));
        if (prompts.size() > MOST_PROMPTS) {
            parts.add(element("p", "The first %d of %d prompts.".formatted(MOST_PROMPTS, prompts.size())));
        }
        parts.add(element("table", element("thead", header(columns)), element("tbody", rows))
                .styled("samples"));
        return parts;
    }

    /// The untrained answers of the first run that has some (the reference's, else the policy's at step 0), then each
    /// run's last.
    private List<Answers> columns() {
        List<Answers> columns = new ArrayList<>();
        Stream.concat(
                        runs.stream().flatMap(run -> of(run, "reference").stream()),
                        runs.stream().flatMap(run -> of(run, "policy").stream().filter(s -> s.step() == 0)))
                .findFirst()
                .ifPresent(before -> columns.add(new Answers("before", before)));
        for (FigureRun run : runs) {
            List<Event.Samples> after =
                    of(run, "policy").stream().filter(each -> each.step() > 0).toList();
            if (!after.isEmpty()) {
                Event.Samples last = after.getLast();
                columns.add(new Answers(run.label() + ", step " + last.step(), last));
            }
        }
        return columns;
    }

    private static List<Event.Samples> of(FigureRun run, String model) {
        return run.curves().samples().stream()
                .filter(samples -> samples.model().equals(model))
                .toList();
    }

    private static Html header(List<Answers> columns) {
        List<Html> cells = new ArrayList<>();
        cells.add(element("th", "prompt"));
        columns.forEach(column -> cells.add(element("th", column.heading())));
        return element("tr", cells);
    }

    private static Html scores(List<Answers> columns) {
        List<Html> cells = new ArrayList<>();
        cells.add(element("th", "mean over all prompts"));
        for (Answers column : columns) {
            Map<String, String> values = new LinkedHashMap<>();
            Map<String, Double> metrics = column.samples().metrics();
            add(values, "true reward", Metric.REWARD_TRUE, Metric.REWARD_TRUE.in(metrics));
            OptionalDouble length = Metric.LENGTHS_SAMPLES.in(metrics);
            add(
                    values,
                    "tokens",
                    Metric.LENGTHS_SAMPLES,
                    length.isPresent() ? length : Metric.LENGTHS_SAMPLES_REFERENCE.in(metrics));
            add(values, "ended", Metric.LENGTHS_SAMPLES_ENDED, Metric.LENGTHS_SAMPLES_ENDED.in(metrics));
            List<Html> lines = new ArrayList<>();
            values.forEach((name, value) -> lines.add(element("div", name + " ", element("b", value))));
            cells.add(element("td", lines));
        }
        return element("tr", cells).styled("scores");
    }

    private static void add(Map<String, String> values, String name, Metric metric, OptionalDouble value) {
        value.ifPresent(_ -> values.put(name, ValuesSection.text(metric, value)));
    }

    private static Html row(String prompt, List<Answers> columns) {
        List<Html> cells = new ArrayList<>();
        cells.add(element("td", cut(prompt)).styled("prompt"));
        for (Answers column : columns) {
            cells.add(column.to(prompt).map(SamplesSection::answer).orElse(element("td", "–")));
        }
        return element("tr", cells);
    }

    private static Html answer(Event.Sample sample) {
        String end = sample.end().equals(Optional.of(CompletionEnd.STOP_TEXT))
                ? " … (stop text)"
                : sample.ended() ? "" : " … (cap reached)";
        return element(
                "td",
                cut(sample.completion()) + end,
                element("div", sample.tokens() + " tokens").styled("meaning"));
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.codePointCount(0, stripped.length()) <= MOST_CHARACTERS
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, MOST_CHARACTERS)) + " […]";
    }
}
