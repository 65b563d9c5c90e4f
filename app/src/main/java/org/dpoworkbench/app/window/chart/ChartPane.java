package org.dpoworkbench.app.window.chart;

import java.awt.geom.Rectangle2D;
import javafx.animation.AnimationTimer;
import javafx.scene.layout.Region;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.XYPlot;

/// A chart in the window. It draws itself again at most once a frame and only when asked, however often its chart
/// changes.
///
/// The chart's own change events are off: whoever changes data calls [#redraw].
public final class ChartPane extends Region {
    private final ChartCanvas canvas;
    private final AnimationTimer frame = new AnimationTimer() {
        @Override
        public void handle(long now) {
            stop();
            pending = false;
            canvas.draw();
        }
    };
    private boolean pending;

    /// @param accessibleText what the chart shows, in words
    public ChartPane(JFreeChart chart, String accessibleText) {
        chart.setNotify(false);
        canvas = new ChartCanvas(chart);
        canvas.setTooltipEnabled(false);
        getStyleClass().add("chart-pane");
        setAccessibleText(accessibleText);
        getChildren().setAll(canvas);
        setMinSize(80, 60);
    }

    public JFreeChart chart() {
        return canvas.getChart();
    }

    /// Shows another chart in its stead.
    public void show(JFreeChart chart) {
        chart.setNotify(false);
        canvas.setChart(chart);
        redraw();
    }

    /// Draws the chart anew in the next frame; on the FX thread.
    public void redraw() {
        if (!pending) {
            pending = true;
            frame.start();
        }
    }

    /// The value on the horizontal axis at this position of the pane, in pixels from its left.
    public double domainValue(double x) {
        XYPlot plot = chart().getXYPlot();
        return plot.getDomainAxis().java2DToValue(x, dataArea(), plot.getDomainAxisEdge());
    }

    /// The value on the vertical axis at this position of the pane, in pixels from its top.
    public double rangeValue(double y) {
        XYPlot plot = chart().getXYPlot();
        return plot.getRangeAxis().java2DToValue(y, dataArea(), plot.getRangeAxisEdge());
    }

    /// Where the data are drawn, in the pane's pixels; empty before the first drawing.
    public Rectangle2D dataArea() {
        return canvas.getRenderingInfo().getPlotInfo().getDataArea();
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(1, snapSizeX(getWidth()));
        double height = Math.max(1, snapSizeY(getHeight()));
        if (canvas.getWidth() != width || canvas.getHeight() != height) {
            canvas.setWidth(width);
            canvas.setHeight(height);
            redraw();
        }
    }
}
