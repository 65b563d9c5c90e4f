package org.dpoworkbench.app.window.chart;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import org.dpoworkbench.app.chart.curve.Domain;
import org.dpoworkbench.app.window.model.chart.Arrangement;
import org.dpoworkbench.app.window.model.chart.ChartsModel;
import org.dpoworkbench.app.window.model.chart.MarkerPlaces;
import org.dpoworkbench.app.window.model.chart.Matching;
import org.dpoworkbench.ui.Messages;

/// How all charts are looked at.
final class ChartToolbar extends FlowPane {
    private static final double WIDEST = 0.3;

    private final ChartsModel charts;

    ChartToolbar(ChartRoom room) {
        charts = room.charts();
        getStyleClass().add("chart-toolbar");
        var arrangement = new Segments<>(
                charts.arrangementProperty(), List.of(Arrangement.values()), ChartToolbar::name, ChartToolbar::tip);
        var matching = new Segments<>(
                charts.matchingProperty(), List.of(Matching.values()), ChartToolbar::name, ChartToolbar::tip);
        var domain = new Segments<>(
                charts.domainProperty(), List.of(Domain.values()), ChartToolbar::name, ChartToolbar::tip);
        getChildren()
                .setAll(
                        arrangement,
                        matching,
                        domain,
                        smoothing(),
                        values(room),
                        new FurtherMetrics(charts),
                        zoomOut());
        charts.runsProperty().subscribe(runs -> {
            arrangement.setVisible(runs.size() > 1);
            arrangement.setManaged(runs.size() > 1);
            matching.enable(kind -> MarkerPlaces.possible(runs, kind));
        });
        var side = charts.arrangementProperty().isEqualTo(Arrangement.COLUMNS).and(arrangement.visibleProperty());
        matching.visibleProperty().bind(side);
        matching.managedProperty().bind(side);
    }

    private static ToggleButton values(ChartRoom room) {
        var values = new ToggleButton(Messages.text("chart.values"));
        values.getStyleClass().add(Styles.SMALL);
        values.setAccessibleText(Messages.text("chart.values.accessible"));
        values.setTooltip(tooltip(Messages.text("chart.values.tip")));
        values.selectedProperty().bindBidirectional(room.valuesShownProperty());
        return values;
    }

    private HBox smoothing() {
        var slider = new Slider(0, WIDEST, charts.smoothingProperty().get());
        slider.setPrefWidth(110);
        slider.setBlockIncrement(0.02);
        slider.valueProperty().bindBidirectional(charts.smoothingProperty());
        slider.setAccessibleText(Messages.text("chart.smoothing.accessible"));
        slider.setTooltip(tooltip(Messages.text("chart.smoothing.tip")));
        var value = new Label();
        value.getStyleClass().add("chart-unit");
        value.setMinWidth(48);
        charts.smoothingProperty()
                .subscribe(share -> value.setText(
                        share.doubleValue() == 0
                                ? Messages.text("chart.smoothing.none")
                                : Messages.text("chart.smoothing.share", Math.round(100 * share.doubleValue()))));
        var box = new HBox(new Label(Messages.text("chart.smoothing")), slider, value);
        box.getStyleClass().add("chart-smoothing");
        return box;
    }

    private Button zoomOut() {
        var button = new Button(Messages.text("chart.zoomOut"));
        button.getStyleClass().addAll(Styles.SMALL);
        button.setAccessibleText(Messages.text("chart.zoomOut"));
        button.setTooltip(tooltip(Messages.text("chart.zoomOut.tip")));
        button.setOnAction(_ -> charts.zoomOut());
        button.visibleProperty().bind(charts.zoomProperty().map(zoom -> zoom.isPresent()));
        button.managedProperty().bind(button.visibleProperty());
        return button;
    }

    private static String name(Arrangement arrangement) {
        return switch (arrangement) {
            case OVERLAY -> Messages.text("chart.arrangement.overlay");
            case COLUMNS -> Messages.text("chart.arrangement.columns");
            case DIFFERENCE -> Messages.text("chart.arrangement.difference");
        };
    }

    private static String tip(Arrangement arrangement) {
        return switch (arrangement) {
            case OVERLAY -> Messages.text("chart.arrangement.overlay.tip");
            case COLUMNS -> Messages.text("chart.arrangement.columns.tip");
            case DIFFERENCE -> Messages.text("chart.arrangement.difference.tip");
        };
    }

    private static String name(Matching matching) {
        return switch (matching) {
            case STEP -> Messages.text("chart.matching.step");
            case LOG_RATIO -> Messages.text("chart.matching.logRatio");
            case KL -> Messages.text("chart.matching.kl");
        };
    }

    private static String tip(Matching matching) {
        return switch (matching) {
            case STEP -> Messages.text("chart.matching.step.tip");
            case LOG_RATIO -> Messages.text("chart.matching.logRatio.tip");
            case KL -> Messages.text("chart.matching.kl.tip");
        };
    }

    private static String name(Domain domain) {
        return switch (domain) {
            case STEP -> Messages.text("chart.domain.step");
            case EPOCH -> Messages.text("chart.domain.epoch");
            case TIME -> Messages.text("chart.domain.time");
        };
    }

    private static String tip(Domain domain) {
        return switch (domain) {
            case STEP -> Messages.text("chart.domain.step.tip");
            case EPOCH -> Messages.text("chart.domain.epoch.tip");
            case TIME -> Messages.text("chart.domain.time.tip");
        };
    }

    private static Tooltip tooltip(String text) {
        var tooltip = new Tooltip(text);
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        return tooltip;
    }
}
