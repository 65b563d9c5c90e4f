package org.dpoworkbench.app.window.scale;

import static org.dpoworkbench.app.window.RealWindow.doFx;
import static org.dpoworkbench.app.window.RealWindow.onFx;
import static org.dpoworkbench.app.window.RealWindow.until;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.dpoworkbench.app.window.RealWindow;
import org.dpoworkbench.app.window.chart.DrawnCharts;
import org.dpoworkbench.app.window.chart.DrawnCharts.Drawn;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.scale.Numbers.Row;

/// The newest 50 runs selected in the list, so that their values stand side by side, their eyes opened by one key, and
/// the marker moved through their charts.
record Comparison(RealWindow window, Numbers numbers) {
    private static final Row SELECTED = new Row("compare: 50 runs selected, longest hold, ms", "< 100");
    private static final Row SHOWN = new Row("compare: all charts in view show 50 runs, ms", "");
    private static final Row HELD = new Row("compare: longest hold until then, ms", "< 100");
    private static final Row MOVES = new Row("compare: marker's moves a second", ">= 30");
    private static final Row MOVING = new Row("compare: longest hold while the marker moves, ms", "< 100");

    private static final int RUNS = 50;

    void measure() throws Exception {
        doFx(() -> window.workbench()
                .runs()
                .runs()
                .forEach(run -> run.shownProperty().set(false)));
        ListView<?> list = window.node("runs", ListView.class);
        numbers.add(
                SELECTED,
                Holds.longest(() -> doFx(() -> list.getSelectionModel().selectRange(0, RUNS))));
        numbers.add(HELD, Holds.longest(() -> {
            long began = System.nanoTime();
            doFx(() -> Hand.press(list, KeyCode.SPACE));
            until("50 runs are drawn", this::shown);
            numbers.addMillisSince(SHOWN, began);
        }));
        numbers.add(MOVING, Holds.longest(this::move));
    }

    private boolean shown() {
        List<RunItem> shown = window.workbench().runs().shown();
        List<Drawn> charts = DrawnCharts.in(window.node("chart-area")).stream()
                .filter(Drawn::inView)
                .toList();
        return shown.size() == RUNS
                && shown.stream().allMatch(run -> run.curves().metrics().size() == metrics())
                && !charts.isEmpty()
                && charts.stream().allMatch(Comparison::whole);
    }

    /// Those of the run that has been read since the project was opened.
    private int metrics() {
        return window.workbench().runs().shown().stream()
                .mapToInt(run -> run.curves().metrics().size())
                .max()
                .orElseThrow();
    }

    /// Whether the chart has lines of every run of its kind, each to its end.
    private static boolean whole(Drawn chart) {
        boolean all = chart.runs().size() == RUNS || chart.runs().size() == RUNS / 2;
        long looks = chart.drawing().lines().stream()
                .filter(line -> !line.points().isEmpty())
                .count();
        return all && looks % chart.runs().size() == 0 && chart.reaches() == ManyRuns.STEPS;
    }

    private void move() throws Exception {
        var x = new AtomicInteger();
        var moves = new AtomicInteger();
        Node layer = onFx(() -> window.stage.getScene().lookup(".marker-layer"));
        int width = onFx(() -> (int) layer.getLayoutBounds().getWidth());
        double seconds = EveryPulse.run(() -> {
            Hand.pointAt(layer, x.addAndGet(3) % width);
            moves.incrementAndGet();
        });
        numbers.add(MOVES, moves.get() / seconds);
    }
}
