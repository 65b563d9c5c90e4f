package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.app.window.model.run.RunItem;

/// A line of the list of runs.
public sealed interface RunRow {
    /// A heading.
    ///
    /// @param count runs under it
    record Group(String title, int count) implements RunRow {}

    /// A run.
    record Run(RunItem item) implements RunRow {}

    /// A run with what is known of it now.
    record Known(RunItem item, RunFacts facts) {}

    /// The lines of these runs, in this order under these headings; headings stand in the order of their first runs.
    static List<RunRow> of(List<Known> runs, RunQuery query, RunOrder order, RunGrouping grouping) {
        Map<String, List<RunRow>> groups = new LinkedHashMap<>();
        runs.stream()
                .filter(run -> query.matches(run.facts()))
                .sorted((a, b) -> order.comparator().compare(a.facts(), b.facts()))
                .forEach(run -> groups.computeIfAbsent(grouping.heading(run.facts()), _ -> new ArrayList<>())
                        .add(new Run(run.item())));
        List<RunRow> rows = new ArrayList<>();
        groups.forEach((heading, members) -> {
            if (grouping != RunGrouping.NONE) {
                rows.add(new Group(heading, members.size()));
            }
            rows.addAll(members);
        });
        return rows;
    }
}
