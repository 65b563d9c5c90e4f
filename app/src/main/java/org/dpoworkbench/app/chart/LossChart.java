package org.dpoworkbench.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Ellipse2D;
import org.dpoworkbench.app.figure.DecimalTicks;
import org.dpoworkbench.app.present.RunLook;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.DefaultXYDataset;

/// A loss over the margin, small: the curve, the starting point at h = 0, and where the loss is least.
public final class LossChart {
    private LossChart() {}

    /// The loss itself.
    public static JFreeChart loss(LossShape shape, String axis, ScreenTheme theme) {
        return chart(shape, shape.losses(), "", axis, theme);
    }

    /// What a pair's gradient is weighed with.
    public static JFreeChart weight(LossShape shape, String margin, String axis, ScreenTheme theme) {
        return chart(shape, shape.weights(), margin, axis, theme);
    }

    private static JFreeChart chart(LossShape shape, double[] values, String margin, String axis, ScreenTheme theme) {
        var data = new DefaultXYDataset();
        data.addSeries("curve", new double[][] {shape.margins(), values});
        data.addSeries("start", new double[][] {{0}, {at(shape.margins(), values, 0)}});
        Color color = theme.color(RunLook.of(0));
        var renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, color);
        renderer.setSeriesStroke(0, new BasicStroke(2));
        renderer.setSeriesPaint(1, color);
        renderer.setSeriesShapesVisible(1, true);
        renderer.setSeriesShape(1, new Ellipse2D.Double(-4, -4, 8, 8));
        var domain = new NumberAxis(margin.isEmpty() ? null : margin);
        domain.setRange(shape.margins()[0], shape.margins()[shape.margins().length - 1]);
        domain.setStandardTickUnits(new DecimalTicks(false));
        domain.setTickLabelsVisible(!margin.isEmpty());
        var range = new NumberAxis(axis);
        range.setStandardTickUnits(new DecimalTicks(false));
        range.setAutoRangeIncludesZero(true);
        range.setFixedDimension(52);
        var plot = new XYPlot(data, domain, range, renderer);
        JFreeChart chart = new JFreeChart(null, null, plot, false);
        theme.apply(chart);
        chart.setPadding(new RectangleInsets(2, 0, 0, 4));
        plot.addDomainMarker(line(0, theme, new BasicStroke(1)));
        shape.target()
                .ifPresent(target -> plot.addDomainMarker(line(
                        target,
                        theme,
                        new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 3}, 0))));
        return chart;
    }

    private static ValueMarker line(double at, ScreenTheme theme, BasicStroke stroke) {
        return new ValueMarker(at, theme.quiet(), stroke);
    }

    /// Between the points, linearly.
    private static double at(double[] margins, double[] values, double margin) {
        int i = 1;
        while (i < margins.length - 1 && margins[i] < margin) {
            i++;
        }
        double share = (margin - margins[i - 1]) / (margins[i] - margins[i - 1]);
        return values[i - 1] + share * (values[i] - values[i - 1]);
    }
}
