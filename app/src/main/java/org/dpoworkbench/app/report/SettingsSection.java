package org.dpoworkbench.app.report;

import static org.dpoworkbench.app.report.Html.element;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurves.EvaluationPoint;
import org.dpoworkbench.engine.curve.Series;

/// What was run, on what: the runs, where they differ, and what they share.
final class SettingsSection {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final List<FigureRun> runs;
    private final ReportText text;

    SettingsSection(List<FigureRun> runs, ReportText text) {
        this.runs = runs;
        this.text = text;
    }

    /// One column a run: id, state, steps, times, data.
    List<Html> runs() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("Run", runs.stream().map(FigureRun::id).toList());
        rows.put(
                "State",
                runs.stream()
                        .map(run -> run.curves().state().name().toLowerCase(Locale.ROOT))
                        .toList());
        rows.put(
                "Steps done",
                runs.stream()
                        .map(run -> last(run) + " of " + run.curves().totalSteps())
                        .toList());
        rows.put(
                "First record",
                runs.stream()
                        .map(run -> times(run).findFirst().map(TIME::format).orElse("–"))
                        .toList());
        rows.put(
                "From first to last record",
                runs.stream().map(SettingsSection::duration).toList());
        rows.put(
                "Data, sha-256",
                runs.stream().map(run -> run.dataHash().orElse("–")).toList());
        return List.of(element("h2", "What was run"), table(rows, "runs"));
    }

    /// Settings and facts, those that differ first.
    List<Html> settings() {
        Map<String, List<String>> settings = columns(runs.stream()
                .map(run -> run.config().map(Flat::settings).orElse(Map.of()))
                .toList());
        Map<String, List<String>> facts = columns(runs.stream()
                .map(run -> text.provenance().getOrDefault(run.id(), Map.of()))
                .toList());
        List<Html> parts = new ArrayList<>();
        if (runs.size() > 1) {
            parts.add(element("h2", "Where the runs differ"));
            Map<String, List<String>> differing = new LinkedHashMap<>(differing(settings, true));
            differing.putAll(differing(facts, true));
            parts.add(
                    differing.isEmpty()
                            ? element("p", "In no setting: these are repetitions of one configuration.")
                            : table(differing, "settings"));
        }
        boolean one = runs.size() == 1;
        Map<String, List<String>> sharedFacts = one ? facts : differing(facts, false);
        if (!sharedFacts.isEmpty()) {
            parts.add(element("h2", one ? "Where it ran" : "On what all of them ran"));
            parts.add(shared(sharedFacts));
        }
        parts.add(element("h2", one ? "Settings" : "Settings that all share"));
        parts.add(shared(one ? settings : differing(settings, false)));
        return parts;
    }

    private Html table(Map<String, List<String>> rows, String style) {
        List<Html> header = new ArrayList<>();
        header.add(element("th", ""));
        runs.forEach(run -> header.add(element("th", run.label())));
        List<Html> body = new ArrayList<>();
        rows.forEach((name, values) -> {
            List<Html> cells = new ArrayList<>();
            cells.add(element("th", name));
            values.forEach(value -> cells.add(element("td", Breakable.text(value))));
            body.add(element("tr", cells));
        });
        return element("table", element("thead", element("tr", header)), element("tbody", body))
                .styled(style);
    }

    private static Html shared(Map<String, List<String>> rows) {
        List<Html> body = new ArrayList<>();
        rows.forEach((name, values) ->
                body.add(element("tr", element("th", name), element("td", Breakable.text(values.getFirst())))));
        return element("table", element("tbody", body)).styled("settings shared");
    }

    /// One row a name over all runs; a run without it has `–`.
    private static Map<String, List<String>> columns(List<Map<String, String>> ofRuns) {
        Set<String> names = new LinkedHashSet<>();
        ofRuns.forEach(values -> names.addAll(values.keySet()));
        Map<String, List<String>> rows = new LinkedHashMap<>();
        names.forEach(name -> rows.put(
                name,
                ofRuns.stream().map(values -> values.getOrDefault(name, "–")).toList()));
        return rows;
    }

    private static Map<String, List<String>> differing(Map<String, List<String>> rows, boolean wanted) {
        Map<String, List<String>> result = new LinkedHashMap<>();
        rows.forEach((name, values) -> {
            if ((values.stream().distinct().count() > 1) == wanted) {
                result.put(name, values);
            }
        });
        return result;
    }

    private static int last(FigureRun run) {
        return run.curves().lastStep();
    }

    /// First and last of what was recorded of steps and evaluations.
    private static Stream<Instant> times(FigureRun run) {
        RunCurves curves = run.curves();
        Series seconds = curves.seconds();
        Stream<Instant> steps = seconds.isEmpty() || curves.begun().isEmpty()
                ? Stream.of()
                : Stream.of(seconds.value(0), seconds.lastValue())
                        .map(second -> curves.begun().get().plusMillis(Math.round(1000 * second)));
        return Stream.concat(steps, curves.evaluations().stream().map(EvaluationPoint::time))
                .sorted();
    }

    private static String duration(FigureRun run) {
        List<Instant> times = times(run).toList();
        Optional<Duration> duration =
                times.size() < 2 ? Optional.empty() : Optional.of(Duration.between(times.getFirst(), times.getLast()));
        return duration.map(SettingsSection::words).orElse("–");
    }

    static String words(Duration duration) {
        if (duration.toHours() > 0) {
            return duration.toHours() + " h " + duration.toMinutesPart() + " min";
        }
        return duration.toMinutes() > 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toSeconds() + " s";
    }
}
