package org.dpoworkbench.app.window.model.samples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.journal.Event;

/// Fixed prompts down, models across.
///
/// @param columns references first, then each run's policy by step
/// @param prompts every prompt that a column answers, in the runs' order
public record SampleGrid(List<SampleColumn> columns, List<String> prompts) {
    public static final SampleGrid NONE = new SampleGrid(List.of(), List.of());

    public SampleGrid {
        columns = List.copyOf(columns);
        prompts = List.copyOf(prompts);
    }

    /// A reference that answers as one before it is left out, and so is a policy before its first step that
    /// answers as its reference.
    ///
    /// @param marked the marked step; empty: each run's newest
    static SampleGrid of(List<RunItem> runs, Span span, OptionalInt marked) {
        List<SampleColumn> columns = new ArrayList<>();
        for (RunItem run : runs) {
            for (SampleColumn reference : of(run, true)) {
                if (columns.stream().noneMatch(reference::saysTheSameAs)) {
                    columns.add(reference);
                }
            }
        }
        List<SampleColumn> references = List.copyOf(columns);
        for (RunItem run : runs) {
            List<SampleColumn> policies = of(run, false).stream()
                    .filter(policy -> policy.step() > 0 || references.stream().noneMatch(policy::saysTheSameAs))
                    .toList();
            columns.addAll(span.choose(policies, marked));
        }
        Set<String> prompts = new LinkedHashSet<>();
        columns.forEach(column -> prompts.addAll(column.answers().keySet()));
        return new SampleGrid(columns, List.copyOf(prompts));
    }

    private static List<SampleColumn> of(RunItem run, boolean reference) {
        return run.curves().samples().stream()
                .sorted(Comparator.comparingInt(Event.Samples::step))
                .map(samples -> SampleColumn.of(run, samples))
                .filter(column -> column.isReference() == reference)
                .toList();
    }
}
