package org.dpoworkbench.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.dpoworkbench.app.figure.DecimalTicks;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.LengthAdjustmentType;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.DefaultXYDataset;

/// Histograms over each other, the first filled and the second an outline, so that they are told apart
/// without colour, with lines at single values.
public final class HistogramChart {
    private static final Color[] LIGHT = {new Color(0x0072B2), new Color(0xD55E00)};
    private static final Color[] DARK = {new Color(0x56B4E9), new Color(0xE69F00)};
    private static final int FILL_ALPHA = 110;

    private HistogramChart() {}

    /// A histogram among others.
    public record Bars(String name, Bins bins) {}

    /// A vertical line.
    ///
    /// @param label beside its upper end
    public record Line(double at, String label) {}

    /// @param axis what is counted, with its unit
    /// @param bars one or two
    public static JFreeChart of(String axis, List<Bars> bars, List<Line> lines, ScreenTheme theme) {
        var domain = new NumberAxis(axis);
        domain.setStandardTickUnits(new DecimalTicks(true));
        domain.setAutoRangeIncludesZero(false);
        var range = new NumberAxis();
        range.setStandardTickUnits(new DecimalTicks(true));
        var plot = new XYPlot(null, domain, range, null);
        for (int i = 0; i < bars.size(); i++) {
            var data = new DefaultXYDataset();
            data.addSeries(bars.get(i).name(), steps(bars.get(i).bins()));
            Color color = (theme.dark() ? DARK : LIGHT)[i];
            plot.setDataset(i, data);
            plot.setRenderer(i, i == 0 ? filled(color) : outlined(color));
        }
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        domain.setLowerMargin(0);
        domain.setUpperMargin(0);
        lines.forEach(line -> plot.addDomainMarker(marker(line, isRight(line, bars), theme), Layer.FOREGROUND));
        var chart = new JFreeChart(null, null, plot, false);
        theme.apply(chart);
        return chart;
    }

    /// The colour that stands for one of the histograms, for a legend elsewhere.
    public static int rgb(int series, boolean dark) {
        return (dark ? DARK : LIGHT)[series].getRGB() & 0xFFFFFF;
    }

    /// Each bin's left edge with its height, and the end of the last.
    private static double[][] steps(Bins bins) {
        int count = bins.counts().length;
        double[][] points = new double[2][count + 1];
        for (int i = 0; i <= count; i++) {
            points[0][i] = bins.from() + i * bins.width();
            points[1][i] = i < count ? bins.counts()[i] : 0;
        }
        return points;
    }

    /// Whether a line stands so far to the right that its label has no room there.
    private static boolean isRight(Line line, List<Bars> bars) {
        return bars.stream()
                .allMatch(bar -> line.at() > (bar.bins().from() + 2 * bar.bins().to()) / 3);
    }

    private static ValueMarker marker(Line line, boolean right, ScreenTheme theme) {
        var marker = new ValueMarker(line.at());
        marker.setPaint(theme.ink());
        marker.setStroke(
                new BasicStroke(1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {4, 3}, 0));
        marker.setLabel(line.label());
        marker.setLabelFont(theme.font());
        marker.setLabelPaint(theme.ink());
        marker.setLabelBackgroundColor(new Color(0, 0, 0, 0));
        marker.setLabelAnchor(right ? RectangleAnchor.TOP_LEFT : RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(right ? TextAnchor.TOP_RIGHT : TextAnchor.TOP_LEFT);
        marker.setLabelOffsetType(LengthAdjustmentType.EXPAND);
        // Drawn type runs a little wider than it is measured: more room where the label ends at the line.
        marker.setLabelOffset(new RectangleInsets(3, right ? 20 : 6, 3, 6));
        return marker;
    }

    private static XYItemRenderer filled(Color color) {
        var renderer = new XYStepAreaRenderer(XYStepAreaRenderer.AREA);
        renderer.setSeriesPaint(0, new Color(color.getRed(), color.getGreen(), color.getBlue(), FILL_ALPHA));
        return renderer;
    }

    private static XYItemRenderer outlined(Color color) {
        var renderer = new XYStepRenderer();
        renderer.setSeriesPaint(0, color);
        renderer.setSeriesStroke(0, new BasicStroke(1.6f));
        return renderer;
    }
}
