package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Settings, or other facts, of runs side by side.
public final class SettingsTable {
    private static final String ABSENT = "–";

    private SettingsTable() {}

    /// One setting of all runs.
    ///
    /// @param differs whether the runs do not all have the same
    public record Line(String name, List<String> values, boolean differs) {}

    /// One line a name, in the order of the first run that has it; a run without it has `–`.
    ///
    /// @param differencesOnly whether what all share is left out; of a single run nothing is
    public static List<Line> of(List<Map<String, String>> runs, boolean differencesOnly) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.keySet()));
        List<Line> lines = new ArrayList<>();
        for (String name : names) {
            List<String> values =
                    runs.stream().map(run -> run.getOrDefault(name, ABSENT)).toList();
            boolean differs = values.stream().distinct().count() > 1;
            if (differs || !differencesOnly || runs.size() == 1) {
                lines.add(new Line(name, values, differs));
            }
        }
        return lines;
    }
}
