package org.dpoworkbench.app.figure;

import org.jfree.chart.JFreeChart;

/// A panel as a JFreeChart chart in units of points, on no background.
final class PanelChart {
    private PanelChart() {}

    /// @param columns how many columns of the paper a curve may use, for thinning
    static JFreeChart of(Figure figure, Panel panel, FigureOptions options, int columns) {
        return switch (panel) {
            case CurvePanel curves -> new CurveChart(figure, curves, options).chart(columns);
            case CloudPanel cloud -> CloudChart.of(figure, cloud, options);
            case HistogramPanel histogram -> HistogramChart.of(figure, histogram, options);
        };
    }
}
