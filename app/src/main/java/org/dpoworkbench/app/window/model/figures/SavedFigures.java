package org.dpoworkbench.app.window.model.figures;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a project remembers of its figures.
///
/// @param version of this layout
/// @param current what was last drawn
/// @param presets named setups, in the order of their names
/// @param order   run ids in the order in which figures draw them; others come after
/// @param labels  what figures call runs, by run id, where the user chose a name
public record SavedFigures(
        int version, FigureSetup current, List<Preset> presets, List<String> order, Map<String, String> labels) {
    public static final int VERSION = 1;
    public static final SavedFigures NONE =
            new SavedFigures(VERSION, FigureSetup.DEFAULT, List.of(), List.of(), Map.of());

    /// A setup by name.
    public record Preset(String name, FigureSetup setup) {}

    public SavedFigures {
        current = current == null ? FigureSetup.DEFAULT : current;
        presets = presets == null ? List.of() : List.copyOf(presets);
        order = order == null ? List.of() : List.copyOf(order);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    public SavedFigures with(FigureSetup setup) {
        return new SavedFigures(version, setup, presets, order, labels);
    }

    /// With this preset, which replaces one of the same name.
    public SavedFigures with(Preset preset) {
        List<Preset> now = Stream.concat(without(preset.name()).presets().stream(), Stream.of(preset))
                .sorted((a, b) -> String.CASE_INSENSITIVE_ORDER.compare(a.name(), b.name()))
                .toList();
        return new SavedFigures(version, current, now, order, labels);
    }

    public SavedFigures without(String preset) {
        return new SavedFigures(
                version,
                current,
                presets.stream().filter(each -> !each.name().equals(preset)).toList(),
                order,
                labels);
    }

    public SavedFigures withRuns(List<String> runOrder, Map<String, String> runLabels) {
        return new SavedFigures(version, current, presets, runOrder, runLabels);
    }
}
