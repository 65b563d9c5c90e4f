package org.dpoworkbench.app.window.model.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.ui.Messages;

/// Which charts stand where.
///
/// @param columns how many columns the panels stand in; 0: as many as there is room for
/// @param panels  row by row; empty where a column has nothing of the row's topic
/// @param leftOut titles of topics that cannot be shown in this arrangement, as the runs' units differ
public record Sheet(int columns, List<Optional<Panel>> panels, List<String> leftOut) {
    public static final Sheet EMPTY = new Sheet(0, List.of(), List.of());

    public Sheet {
        panels = List.copyOf(panels);
        leftOut = List.copyOf(leftOut);
    }

    /// @param baseline the run that others are held against
    static Sheet of(Arrangement arrangement, List<Topic> topics, List<ChartRun> runs, Optional<ChartRun> baseline) {
        return switch (arrangement) {
            case OVERLAY -> overlay(topics, runs);
            case COLUMNS -> columns(topics, first(baseline, runs));
            case DIFFERENCE ->
                baseline.map(base -> difference(topics, runs, base)).orElseGet(() -> overlay(topics, runs));
        };
    }

    private static Sheet overlay(List<Topic> topics, List<ChartRun> runs) {
        List<Optional<Panel>> panels = new ArrayList<>();
        for (Topic topic : topics) {
            List<ChartRun> with = runs.stream().filter(topic::in).toList();
            if (topic.apart()) {
                Map<String, List<ChartRun>> groups = byLoss(with);
                groups.forEach((loss, group) -> panels.add(Optional.of(new Panel(
                        topic.id() + "/" + loss,
                        topic,
                        groups.size() > 1 || runs.size() > 1 ? loss : "",
                        unit(topic, group.getFirst()),
                        ids(group),
                        topic.id() + "/" + loss))));
            } else {
                panels.add(Optional.of(new Panel(topic.id(), topic, "", topic.unit(), ids(with), topic.id())));
            }
        }
        return new Sheet(0, panels, List.of());
    }

    /// The baseline before the others.
    private static List<ChartRun> first(Optional<ChartRun> baseline, List<ChartRun> runs) {
        return Stream.concat(baseline.stream(), runs.stream()).distinct().toList();
    }

    private static Sheet columns(List<Topic> topics, List<ChartRun> runs) {
        List<Optional<Panel>> panels = new ArrayList<>();
        for (Topic topic : topics) {
            for (ChartRun run : runs) {
                String axis = topic.apart() ? topic.id() + "/" + run.lossName() : topic.id();
                panels.add(
                        topic.in(run)
                                ? Optional.of(new Panel(
                                        topic.id() + "@" + run.id(),
                                        topic,
                                        "",
                                        unit(topic, run),
                                        List.of(run.id()),
                                        axis))
                                : Optional.empty());
            }
        }
        return new Sheet(runs.size(), panels, List.of());
    }

    private static Sheet difference(List<Topic> topics, List<ChartRun> runs, ChartRun baseline) {
        List<Optional<Panel>> panels = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (Topic topic : topics) {
            List<ChartRun> comparable = runs.stream()
                    .filter(run -> !run.id().equals(baseline.id()))
                    .filter(topic::in)
                    .filter(run -> !topic.apart() || run.lossName().equals(baseline.lossName()))
                    .toList();
            if (topic.in(baseline) && !comparable.isEmpty()) {
                panels.add(Optional.of(new Panel(
                        topic.id() + "-difference",
                        topic,
                        Messages.text("chart.minus", baseline.label()),
                        unit(topic, baseline),
                        ids(comparable),
                        topic.id() + "-difference")));
            } else {
                leftOut.add(topic.title());
            }
        }
        return new Sheet(0, panels, leftOut);
    }

    /// The runs that minimise the same thing in the same unit.
    private static Map<String, List<ChartRun>> byLoss(List<ChartRun> runs) {
        Map<String, List<ChartRun>> groups = new LinkedHashMap<>();
        runs.forEach(run ->
                groups.computeIfAbsent(run.lossName(), _ -> new ArrayList<>()).add(run));
        return groups;
    }

    private static String unit(Topic topic, ChartRun run) {
        return topic.id().equals(Topics.LOSS) ? run.lossUnit() : topic.unit();
    }

    private static List<String> ids(List<ChartRun> runs) {
        return runs.stream().map(ChartRun::id).toList();
    }
}
