package org.dpoworkbench.app.window.model.chart;

import java.util.List;

/// A chart as it stands among the others; what it shows changes while it stays.
///
/// @param id   different from all other panels'
/// @param head what tells it from other charts of the same topic: the loss, or a run's label; else empty
/// @param unit of the vertical axis; empty for a plain number
/// @param runs ids of the runs that it shows
/// @param axis panels with the same word share the span of their vertical axes
public record Panel(String id, Topic topic, String head, String unit, List<String> runs, String axis) {
    public Panel {
        runs = List.copyOf(runs);
    }

    /// The panel without its runs: the same as long as it stands there.
    public Panel frame() {
        return new Panel(id, topic, head, unit, List.of(), axis);
    }
}
