package org.dpoworkbench.app.window.chart;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.chart.LineChart;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.control.MetricLink;
import org.dpoworkbench.app.window.model.chart.ChartWords;
import org.dpoworkbench.app.window.model.chart.Panel;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// One chart with its heading, legend and marker.
final class ChartCard extends BorderPane {
    private final ChartRoom room;
    private Panel panel;
    private final PicturePane pane = new PicturePane();
    private final MarkerLayer layer;
    private final ChartLegend legend;
    private final AlarmBadge badge = new AlarmBadge();
    private final ToggleButton larger = new ToggleButton(null, Icons.of(Feather.MAXIMIZE_2));

    ChartCard(ChartRoom room, Panel panel) {
        this.room = room;
        this.panel = panel;
        getStyleClass().add("chart-card");
        setFocusTraversable(true);
        layer = new MarkerLayer(room, this::panel, pane);
        legend = new ChartLegend(room, this::panel);
        var top = new BorderPane(null, header(), null, legend, null);
        setTop(top);
        setCenter(new StackPane(pane, layer));
        addEventHandler(KeyEvent.KEY_PRESSED, new ChartKeys(room, this::panel)::pressed);
        setOnMousePressed(_ -> requestFocus());
        focusedProperty().subscribe(focused -> {
            if (focused) {
                setAccessibleText(ChartWords.of(room.charts(), room.marker(), this.panel));
            }
        });
        setAccessibleText(panel.topic().title());
    }

    private HBox header() {
        var header = new HBox();
        header.getStyleClass().add("chart-header");
        header.setAlignment(Pos.CENTER_LEFT);
        List<Metric> metrics = panel.topic().metrics();
        if (metrics.isEmpty()) {
            header.getChildren().add(new Label(panel.topic().title()));
        } else {
            header.getChildren().add(link(metrics.getFirst()));
        }
        if (!panel.head().isEmpty()) {
            var head = new Label(panel.head());
            head.getStyleClass().add("chart-head");
            head.setMinWidth(0);
            header.getChildren().add(head);
        }
        var unit = new Label(panel.unit());
        unit.getStyleClass().add("chart-unit");
        unit.setMinWidth(0);
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        header.getChildren().addAll(unit, gap, badge, logButton());
        room.figures()
                .ifPresent(figures -> header.getChildren()
                        .add(Icons.button(
                                Feather.IMAGE,
                                Messages.text("chart.figure"),
                                () -> figures.figure(
                                        panel.topic().parts().getFirst().metric(), panel.runs()))));
        larger.getStyleClass().addAll("button-icon", Styles.FLAT, "chart-button");
        larger.setAccessibleText(Messages.text("chart.larger"));
        larger.setTooltip(new Tooltip(Messages.text("chart.larger")));
        larger.setOnAction(_ -> room.toggleLarge(panel));
        larger.setSelected(room.isLarge(panel));
        larger.setFocusTraversable(false);
        header.getChildren().add(larger);
        return header;
    }

    private MetricLink link(Metric metric) {
        var link = new MetricLink(metric);
        link.setText(panel.topic().title());
        link.getStyleClass().add("chart-title");
        link.setMinWidth(USE_PREF_SIZE);
        return link;
    }

    private ToggleButton logButton() {
        var log = new ToggleButton(Messages.text("chart.log"));
        log.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "chart-button");
        log.setAccessibleText(Messages.text("chart.log.accessible"));
        log.setTooltip(new Tooltip(Messages.text("chart.log.tip")));
        log.selectedProperty().bindBidirectional(room.charts().logarithmicProperty(panel));
        log.setMinWidth(USE_PREF_SIZE);
        log.setFocusTraversable(false);
        return log;
    }

    Panel panel() {
        return panel;
    }

    /// Stays where it is and shows other runs from now on.
    ///
    /// @param other with the same frame
    void show(Panel other) {
        if (!panel.equals(other)) {
            panel = other;
            legend.update();
        }
    }

    /// Pixel columns between the ends of the horizontal axis.
    int columns() {
        return Math.max(50, LineChart.columns(pane.getWidth()));
    }

    Picture.Size size() {
        return pane.size();
    }

    Optional<Picture> shown() {
        return pane.shown();
    }

    void show(Picture picture) {
        legend.update();
        if (!pane.shown().equals(Optional.of(picture))) {
            pane.show(picture);
            badge.show(picture.prepared().alarms());
        }
        layer.place(); // the marker may have moved while the chart was out of view
    }

    void markerMoved() {
        layer.place();
        legend.update();
    }
}
