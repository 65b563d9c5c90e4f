package org.dpoworkbench.app.window.chart;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.chart.HistogramChart;
import org.dpoworkbench.app.chart.ScreenTheme;

/// One or two histograms over each other in the window's colours.
public final class HistogramPane extends StackPane {
    private final String axis;
    private final ObservableValue<ScreenTheme> theme;
    private final ChartPane pane;
    private List<HistogramChart.Bars> bars = List.of();
    private List<HistogramChart.Line> lines = List.of();

    /// @param axis           what is counted, with its unit
    /// @param accessibleText what the chart shows, in words
    public HistogramPane(String axis, String accessibleText, ObservableValue<ScreenTheme> theme) {
        this.axis = axis;
        this.theme = theme;
        this.pane = new ChartPane(HistogramChart.of(axis, bars, lines, theme.getValue()), accessibleText);
        getChildren().setAll(pane);
        theme.subscribe(_ -> draw());
    }

    /// @param shown none: the axes alone
    public void show(List<HistogramChart.Bars> shown, List<HistogramChart.Line> marked) {
        bars = List.copyOf(shown);
        lines = List.copyOf(marked);
        draw();
    }

    private void draw() {
        pane.show(HistogramChart.of(axis, bars, lines, theme.getValue()));
    }
}
