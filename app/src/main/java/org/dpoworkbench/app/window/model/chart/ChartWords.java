package org.dpoworkbench.app.window.model.chart;

import java.util.List;
import java.util.stream.Collectors;
import org.dpoworkbench.ui.Messages;

/// A chart in words, for who does not see it.
public final class ChartWords {
    private ChartWords() {}

    /// Such as `Loss of 2 runs over 0 to 400 steps. DPO β 0.1: 0.4102 nats at step 400. …`
    public static String of(ChartsModel charts, ChartMarker marker, Panel panel) {
        List<ChartRun> runs = charts.runsOf(panel);
        int last = runs.stream().mapToInt(run -> run.curves().lastStep()).max().orElse(0);
        String values = runs.stream()
                .map(run ->
                        Messages.text("chart.words.run", run.label(), values(marker, panel, run), step(marker, run)))
                .collect(Collectors.joining(" "));
        return Messages.text("chart.words", panel.topic().title(), runs.size(), Integer.toString(last), values);
    }

    private static String values(ChartMarker marker, Panel panel, ChartRun run) {
        return marker.values(panel, run).stream()
                .map(value -> (value.name() + " " + value.cell().text()).strip())
                .collect(Collectors.joining(", "));
    }

    private static String step(ChartMarker marker, ChartRun run) {
        return Integer.toString(marker.step().orElse(run.curves().lastStep()));
    }
}
