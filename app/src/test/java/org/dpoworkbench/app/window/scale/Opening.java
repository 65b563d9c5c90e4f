package org.dpoworkbench.app.window.scale;

import static org.dpoworkbench.app.window.RealWindow.doFx;
import static org.dpoworkbench.app.window.RealWindow.until;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.ListCell;
import org.dpoworkbench.app.window.RealWindow;
import org.dpoworkbench.app.window.chart.DrawnCharts;
import org.dpoworkbench.app.window.scale.Numbers.Row;

/// From asking for the project to its runs standing in the list, with their numbers.
record Opening(RealWindow window, Numbers numbers) {
    private static final Row LISTED = new Row("open: 500 runs are in the list, ms", "< 1,000");
    private static final Row DRAWN = new Row("open: the newest run's charts are drawn, ms", "");
    private static final Row HELD = new Row("open: longest hold of the window's thread, ms", "");

    void measure(Path folder) throws Exception {
        numbers.add(HELD, Holds.longest(() -> {
            long began = System.nanoTime();
            doFx(() -> window.session.open(folder));
            until("the runs are in the list", this::listed);
            numbers.addMillisSince(LISTED, began);
            until("its charts are drawn", this::drawn);
            numbers.addMillisSince(DRAWN, began);
        }));
    }

    private boolean listed() {
        return Optional.ofNullable(window.stage.getScene().lookup("#runs"))
                .filter(list -> list.lookupAll(".run-cell").stream()
                        .anyMatch(cell -> cell instanceof ListCell<?> run && !run.isEmpty() && run.getHeight() > 0))
                .filter(_ -> window.workbench().runs().runs().size() == ManyRuns.RUNS)
                .isPresent();
    }

    private boolean drawn() {
        return DrawnCharts.in(window.stage.getScene().getRoot()).stream()
                .anyMatch(chart -> chart.reaches() == ManyRuns.STEPS);
    }
}
