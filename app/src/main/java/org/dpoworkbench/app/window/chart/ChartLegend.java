package org.dpoworkbench.app.window.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.chart.ChartRun;
import org.dpoworkbench.app.window.model.chart.Panel;
import org.dpoworkbench.ui.Messages;

/// The runs of a chart with their values at the marker, or their newest.
final class ChartLegend extends FlowPane {
    /// With more there would be no room for the chart, nor a colour for each; the table of values has them all.
    private static final int MOST = 8;

    private final ChartRoom room;
    private final Supplier<Panel> panel;
    private final List<Entry> entries = new ArrayList<>();
    private final Label more = new Label();

    ChartLegend(ChartRoom room, Supplier<Panel> panel) {
        this.room = room;
        this.panel = panel;
        getStyleClass().add("chart-legend");
        update();
    }

    void update() {
        List<ChartRun> runs = room.charts().runsOf(panel.get());
        List<ChartRun> told = runs.subList(0, Math.min(MOST, runs.size()));
        while (entries.size() < told.size()) {
            entries.add(new Entry(runs.get(entries.size())));
        }
        boolean alone = room.charts().runsProperty().get().size() == 1;
        for (int i = 0; i < told.size(); i++) {
            entries.get(i).show(told.get(i), alone);
        }
        List<Node> now = new ArrayList<>(entries.subList(0, told.size()));
        if (told.size() < runs.size()) {
            more.setText(Messages.text("chart.legend.more", runs.size() - told.size()));
            now.add(more);
        }
        if (!now.equals(getChildren())) {
            getChildren().setAll(now);
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
            value.setText(room.marker().values(panel.get(), run).stream()
                    .map(one -> (one.name() + " " + one.cell().number()).strip())
                    .collect(Collectors.joining("  ")));
        }
    }
}
