package org.dpoworkbench.app.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.app.figure.HistogramPanel.Values;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.present.RunLook;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYAreaRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/// Histograms as outlines over each other on light areas, each with its mean.
final class HistogramChart {
    private static final float LINE_WIDTH = 1.1f;
    private static final double HEADROOM = 1.18;

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
        for (Values set : panel.sets()) {
            RunStyle style = style(set, options.grey());
            Points outline = outline(bins, bins.shares(set.numbers()));
            XYAreaRenderer area = new XYAreaRenderer(XYAreaRenderer.AREA);
            area.setSeriesPaint(0, style.veil());
            area.setOutline(false);
            PaperAxes.add(plot, Datasets.line(set.label(), outline), area);
        }
        for (int i = 0; i < panel.sets().size(); i++) {
            Values set = panel.sets().get(i);
            RunStyle style = style(set, options.grey());
            PaperAxes.add(
                    plot,
                    Datasets.line(set.label(), outline(bins, bins.shares(set.numbers()))),
                    CurveRenderers.outline(style, LINE_WIDTH));
            if (panel.means()) {
                plot.addDomainMarker(mean(set, style, i, axes), Layer.FOREGROUND);
            }
        }
        return axes.chart(panel.title(), plot);
    }

    static RunStyle style(Values set, boolean grey) {
        RunLook look = RunLook.of(set.look());
        return grey ? RunStyle.greyOf(set.look(), look) : RunStyle.of(look);
    }

    private static ValueMarker mean(Values set, RunStyle style, int line, PaperAxes axes) {
        double mean = Arrays.stream(set.numbers()).average().orElse(0);
        ValueMarker marker = new ValueMarker(mean, style.color(), style.line(LINE_WIDTH));
        marker.setLabel(set.label() + ": mean " + Numbers.fixed(mean, 1));
        marker.setLabelFont(axes.font(-1));
        marker.setLabelPaint(PaperAxes.INK);
        marker.setLabelBackgroundColor(new Color(255, 255, 255, 0));
        marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        marker.setLabelTextAnchor(TextAnchor.TOP_LEFT);
        marker.setLabelOffset(new RectangleInsets(line * 1.2 * axes.fontPt(), 3, 0, 3));
        return marker;
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
