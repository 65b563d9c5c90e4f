package org.dpoworkbench.app.window.model.chart;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.metric.Metric;

/// What a chart is about: curves in one unit that belong together.
///
/// @param id    a short fixed name
/// @param unit  of the vertical axis; [MetricUnit#OF_THE_LOSS] where runs with different losses have different units
/// @param scale how the vertical axis runs
/// @param apart whether runs with different losses stand in charts of their own, as their numbers say nothing about
///              each other
public record Topic(String id, String title, String unit, Scale scale, boolean apart, List<Part> parts) {

    /// How a vertical axis runs.
    public enum Scale {
        LINEAR,
        LOGARITHMIC,
        /// From a little below the values up to 1.
        SHARE
    }

    public Topic {
        parts = List.copyOf(parts);
    }

    /// The metrics whose definitions explain the chart.
    public List<Metric> metrics() {
        return parts.stream()
                .flatMap(part -> Metric.ofKey(part.metric()).stream())
                .distinct()
                .toList();
    }

    /// Whether there is anything of it in the run.
    public boolean in(ChartRun run) {
        return parts.stream()
                .anyMatch(part -> !run.curves().series(part.column()).isEmpty());
    }

    Optional<Part> part(Part.Where where) {
        return parts.stream().filter(part -> part.where() == where).findFirst();
    }

    /// The same with each curve of held-out pairs drawn of these evaluation sets too.
    Topic withSets(Collection<String> sets) {
        List<Part> all = new ArrayList<>(parts);
        for (String set : sets) {
            parts.stream()
                    .filter(part -> part.where() == Part.Where.HELD_OUT)
                    .map(part -> part.of(set))
                    .forEach(all::add);
        }
        return sets.isEmpty() ? this : new Topic(id, title, unit, scale, apart, all);
    }
}
