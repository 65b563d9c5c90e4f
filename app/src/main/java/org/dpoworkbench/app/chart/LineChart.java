package org.dpoworkbench.app.chart;

import java.awt.BasicStroke;
import org.dpoworkbench.app.chart.curve.Drawing;
import org.dpoworkbench.app.chart.curve.Drawing.Line;
import org.dpoworkbench.app.chart.curve.Drawing.Mark;
import org.dpoworkbench.app.chart.curve.Span;
import org.dpoworkbench.app.figure.DecimalTicks;
import org.dpoworkbench.app.figure.PowersOfTenAxis;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;

/// A [Drawing] as a chart for the screen.
public final class LineChart {
    /// Room for the vertical axis, in pixels: the same in every chart, so that steps stand above each other.
    public static final double AXIS_WIDTH = 46;

    private static final double RIGHT = 14; // the last step's number stands under the axis' end
    private static final double INSET = 8; // JFreeChart's, on either side of a plot

    private static final BasicStroke DOTTED =
            new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {2, 2}, 0);

    private LineChart() {}

    /// Pixel columns between the ends of the horizontal axis, in a chart of this width. A curve thinned to another
    /// number has columns that miss their highest or lowest point.
    public static int columns(double width) {
        return (int) Math.max(1, width - AXIS_WIDTH - RIGHT - 2 * INSET);
    }

    public static JFreeChart of(Drawing drawing, ScreenTheme theme) {
        var plot = new XYPlot();
        plot.setNotify(false);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setDomainAxis(domainAxis(drawing));
        plot.setRangeAxis(rangeAxis(drawing));
        var space = new AxisSpace();
        space.setLeft(AXIS_WIDTH);
        plot.setFixedRangeAxisSpace(space, false);
        int index = 0;
        for (Line line : drawing.lines()) {
            plot.setDataset(index, new PointsDataset(line.points(), line.name()));
            plot.setRenderer(index, new CurveRenderer(line, theme), false);
            index++;
        }
        for (Mark mark : drawing.marks()) {
            plot.addDomainMarker(new ValueMarker(mark.x(), theme.mark(mark.alarm()), DOTTED), Layer.BACKGROUND);
        }
        new LevelMarks(drawing, theme).addTo(plot);
        plot.addAnnotation(new LineNames(drawing, theme), false);
        var chart = new JFreeChart(null, theme.font(), plot, false);
        theme.apply(chart);
        chart.setPadding(new RectangleInsets(2, 0, 0, RIGHT));
        return chart;
    }

    private static ValueAxis domainAxis(Drawing drawing) {
        var axis = new NumberAxis();
        axis.setStandardTickUnits(
                switch (drawing.domain()) {
                    case STEP -> new DecimalTicks(true);
                    case EPOCH -> new DecimalTicks(false);
                    case TIME -> TimeTicks.SOURCE;
                });
        fix(axis, drawing.x());
        return axis;
    }

    private static ValueAxis rangeAxis(Drawing drawing) {
        if (drawing.log()) {
            return new PowersOfTenAxis(
                    null, new Range(drawing.y().from(), drawing.y().to()));
        }
        var axis = new NumberAxis();
        axis.setStandardTickUnits(new DecimalTicks(false));
        fix(axis, drawing.y());
        return axis;
    }

    private static void fix(NumberAxis axis, Span span) {
        axis.setAutoRangeIncludesZero(false);
        double end = span.length() > 0 ? span.to() : span.to() + 1e-9 + Math.abs(span.to()) * 1e-9;
        axis.setRange(new Range(span.from(), end), true, false);
    }
}
