package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.app.figure.HistogramPanel.Values;
import org.dpoworkbench.app.present.RunLook;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYDataset;

/// Histograms as outlines over each other on light areas, each with its mean.
final class HistogramChart {
    private static final float LINE_WIDTH = 1.1f;
    private static final double HEADROOM = 1.08;

    private HistogramChart() {}

    static JFreeChart of(Figure figure, HistogramPanel panel, FigureOptions options) {
        PaperAxes axes = new PaperAxes(options.sheet().fontPt());
        Bins bins = Bins.over(panel.sets().stream().map(Values::numbers).toList());
        double highest = panel.sets().stream()
                .flatMapToDouble(set -> Arrays.stream(bins.shares(set.numbers())))
                .max()
                .orElse(1);
        XYPlot plot = axes.plot(
                PaperAxes.axis(panel.across(), new Range(bins.from() - bins.width(), bins.to() + bins.width()), true),
                PaperAxes.axis(panel.axisLabel(), new Range(0, highest * HEADROOM), false));
        for (int i = 0; i < panel.sets().size(); i++) {
            XYAreaRenderer area = new XYAreaRenderer(XYAreaRenderer.AREA);
            area.setSeriesPaint(0, style(panel, i, options.grey()).veil());
            area.setOutline(false);
            PaperAxes.add(plot, outline(panel.sets().get(i), bins), area);
        }
        for (int i = 0; i < panel.sets().size(); i++) {
            RunStyle style = style(panel, i, options.grey());
            PaperAxes.add(plot, outline(panel.sets().get(i), bins), CurveRenderers.outline(style, LINE_WIDTH));
            if (panel.means()) {
                double mean = panel.sets().get(i).mean();
                plot.addDomainMarker(new ValueMarker(mean, style.color(), style.line(LINE_WIDTH)), Layer.FOREGROUND);
            }
        }
        return axes.chart(panel.title(), plot);
    }

    static RunStyle style(HistogramPanel panel, int set, boolean grey) {
        RunLook look = panel.sets().get(set).look();
        return grey ? RunStyle.greyOf(set, look) : RunStyle.of(look);
    }

    private static XYDataset outline(Values set, Bins bins) {
        return Datasets.line(set.label(), outline(bins, bins.shares(set.numbers())));
    }

    /// The bins' tops as a line of steps, down to 0 at both ends.
    private static Points outline(Bins bins, double[] shares) {
        List<Dot> dots = new ArrayList<>();
        dots.add(Dot.at(bins.from(), 0));
        for (int i = 0; i < shares.length; i++) {
            dots.add(Dot.at(bins.from() + i * bins.width(), shares[i]));
            dots.add(Dot.at(bins.from() + (i + 1) * bins.width(), shares[i]));
        }
        dots.add(Dot.at(bins.to(), 0));
        return Points.of(dots);
    }
}
