package org.dpoworkbench.app.window.chart;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.chart.ChartRun;
import org.dpoworkbench.app.window.model.chart.Panel;

/// The runs of a chart with their values at the marker, or their newest.
final class ChartLegend extends FlowPane {
    private final ChartRoom room;
    private final Panel panel;

    ChartLegend(ChartRoom room, Panel panel) {
        this.room = room;
        this.panel = panel;
        getStyleClass().add("chart-legend");
        update();
    }

    void update() {
        List<ChartRun> runs = room.charts().runsOf(panel);
        while (getChildren().size() > runs.size()) {
            getChildren().removeLast();
        }
        boolean alone = room.charts().runsProperty().get().size() == 1;
        for (int i = 0; i < runs.size(); i++) {
            if (i == getChildren().size()) {
                getChildren().add(new Entry(runs.get(i)));
            }
            ((Entry) getChildren().get(i)).show(runs.get(i), alone);
        }
    }

    private final class Entry extends HBox {
        private final RunMark mark;
        private RunLook look;
        private final Label name = new Label();
        private final Label value = new Label();

        Entry(ChartRun run) {
            look = run.look();
            mark = new RunMark(look, room.themeValue());
            getStyleClass().add("entry");
            value.getStyleClass().add("value");
            getChildren().setAll(mark, name, value);
        }

        void show(ChartRun run, boolean alone) {
            if (!look.equals(run.look())) {
                look = run.look();
                mark.show(look);
            }
            name.setText(run.label());
            name.setManaged(!alone);
            name.setVisible(!alone);
            value.setText(room.marker().values(panel, run).stream()
                    .map(one -> (one.name() + " " + one.cell().number()).strip())
                    .collect(Collectors.joining("  ")));
        }
    }
}
