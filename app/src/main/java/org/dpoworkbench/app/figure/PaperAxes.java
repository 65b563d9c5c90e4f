package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.Range;
import org.jfree.data.xy.XYDataset;

/// The frame that all panels share: thin axes, quiet grid, the panel's title at the left.
///
/// @param fontPt size of type in points
record PaperAxes(double fontPt) {
    static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xE6E6E6);
    static final double AXIS_SPACE_IN_FONT_SIZES = 4.6;

    /// A plot without data.
    XYPlot plot(ValueAxis across, ValueAxis up) {
        XYPlot plot = new XYPlot();
        plot.setOrientation(PlotOrientation.VERTICAL);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(0.5f));
        plot.setDomainAxis(dressed(across));
        plot.setRangeAxis(dressed(up));
        AxisSpace space = new AxisSpace();
        space.setLeft(AXIS_SPACE_IN_FONT_SIZES * fontPt);
        plot.setFixedRangeAxisSpace(space);
        return plot;
    }

    JFreeChart chart(String title, XYPlot plot) {
        JFreeChart chart = new JFreeChart(null, font(0), plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(2, 0, 0, 1.8 * fontPt));
        TextTitle text = new TextTitle(title, font(1));
        text.setPaint(INK);
        text.setHorizontalAlignment(HorizontalAlignment.LEFT);
        text.setPadding(0, AXIS_SPACE_IN_FONT_SIZES * fontPt, 0.4 * fontPt, 0);
        chart.setTitle(text);
        return chart;
    }

    static NumberAxis axis(String label, Range range, boolean wholeOnly) {
        NumberAxis axis = new NumberAxis(label);
        axis.setStandardTickUnits(new DecimalTicks(wholeOnly));
        axis.setAutoRangeIncludesZero(false);
        axis.setRange(range, true, false);
        return axis;
    }

    static void add(XYPlot plot, XYDataset dataset, XYItemRenderer renderer) {
        int index = plot.getDataset(0) == null ? 0 : plot.getDatasetCount();
        plot.setDataset(index, dataset);
        plot.setRenderer(index, renderer);
    }

    Font font(double larger) {
        return FigureFont.ofSize(fontPt + larger);
    }

    private ValueAxis dressed(ValueAxis axis) {
        axis.setLabelFont(font(0));
        axis.setTickLabelFont(font(-0.5));
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        axis.setAxisLinePaint(INK);
        axis.setAxisLineStroke(new BasicStroke(0.6f));
        axis.setTickMarkPaint(INK);
        axis.setTickMarkStroke(new BasicStroke(0.6f));
        axis.setTickMarkOutsideLength(2.5f);
        axis.setTickLabelInsets(new RectangleInsets(1.5, 2, 1.5, 2));
        axis.setLabelInsets(new RectangleInsets(1, 0, 1, 5));
        return axis;
    }
}
