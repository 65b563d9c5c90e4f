package org.dpoworkbench.app.window.chart;

import java.awt.geom.Rectangle2D;
import javafx.animation.AnimationTimer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.XYPlot;
import org.jfree.fx.FXGraphics2D;
import org.jfree.fx.FXHints;

/// A chart in the window. It draws itself again at most once a frame and only when asked, however often its chart
/// changes.
///
/// The chart's own change events are off: whoever changes data calls [#redraw]. The mouse is the pane's, not the
/// chart's. JFreeChart's own canvas would draw at every change of data and make an object for every point.
public final class ChartPane extends Region {
    private final Canvas canvas = new Canvas();
    // Without a collection of entities: an object a point, for tooltips that nobody asks for.
    private final ChartRenderingInfo drawn = new ChartRenderingInfo(null);
    private final AnimationTimer frame = new AnimationTimer() {
        @Override
        public void handle(long now) {
            stop();
            pending = false;
            paint();
        }
    };
    private boolean pending;
    private JFreeChart chart;
    private Runnable painted = () -> {};

    /// @param accessibleText what the chart shows, in words
    public ChartPane(JFreeChart chart, String accessibleText) {
        this.chart = chart;
        chart.setNotify(false);
        canvas.setMouseTransparent(true);
        getStyleClass().add("chart-pane");
        setAccessibleText(accessibleText);
        getChildren().setAll(canvas);
        setMinSize(80, 60);
    }

    public JFreeChart chart() {
        return chart;
    }

    /// Shows another chart in its stead.
    public void show(JFreeChart other) {
        other.setNotify(false);
        chart = other;
        redraw();
    }

    /// Draws the chart anew in the next frame; on the FX thread.
    public void redraw() {
        if (!pending) {
            pending = true;
            frame.start();
        }
    }

    /// Called after every drawing, when [#dataArea] is known.
    public void setOnPainted(Runnable action) {
        painted = action;
    }

    private void paint() {
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        GraphicsContext context = canvas.getGraphicsContext2D();
        context.save();
        context.clearRect(0, 0, width, height);
        // A new one each time: it remembers which font it has set, and restoring the context takes that back.
        var graphics = new FXGraphics2D(context);
        graphics.setRenderingHint(FXHints.KEY_USE_FX_FONT_METRICS, true);
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height), null, drawn);
        context.restore();
        painted.run();
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

    /// The position of a value of the horizontal axis, in pixels from the pane's left.
    public double pixelOfDomain(double value) {
        XYPlot plot = chart().getXYPlot();
        return plot.getDomainAxis().valueToJava2D(value, dataArea(), plot.getDomainAxisEdge());
    }

    /// Where the data are drawn, in the pane's pixels; empty before the first drawing.
    public Rectangle2D dataArea() {
        return drawn.getPlotInfo().getDataArea();
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
