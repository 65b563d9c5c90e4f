package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.dpoworkbench.app.figure.Curve.Source;
import org.dpoworkbench.app.figure.CurvePanel.Scale;
import org.dpoworkbench.app.figure.DrawnCurves.Drawn;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;

/// A panel of curves as a chart.
final class CurveChart {
    private static final Color MARKED = new Color(0x777777);
    private static final double MARGIN = 0.03;

    private final Figure figure;
    private final CurvePanel panel;
    private final FigureOptions options;
    private final PaperAxes axes;
    private final Range range;
    private final XYPlot plot;

    CurveChart(Figure figure, CurvePanel panel, FigureOptions options) {
        this.figure = figure;
        this.panel = panel;
        this.options = options;
        this.axes = new PaperAxes(options.sheet().fontPt());
        this.range = PanelScale.of(panel, figure, options);
        this.plot = axes.plot(across(), up());
    }

    JFreeChart chart(int columns) {
        for (Drawn drawn : new DrawnCurves(figure, panel, options).thinned(columns)) {
            draw(drawn);
        }
        LevelMarks.on(plot, panel, range, options.sheet());
        if (panel.across().steps()) {
            options.marked()
                    .ifPresent(step -> plot.addDomainMarker(
                            new ValueMarker(step, MARKED, new BasicStroke(0.8f)), Layer.BACKGROUND));
        }
        return axes.chart(panel.title(), plot);
    }

    private void draw(Drawn drawn) {
        Curve curve = drawn.curve();
        RunStyle style = RunStyle.of(figure, curve.run(), options.grey());
        switch (drawn.kind()) {
            case RAW -> add(curve, drawn.points(), CurveRenderers.faint(style));
            case SMOOTH ->
                add(
                        curve,
                        drawn.points(),
                        CurveRenderers.strong(style, drawn.points().size() == 1));
            case REFERENCE -> add(curve, drawn.points(), CurveRenderers.hollow(style));
            case MARKERS -> markers(curve, drawn.points(), style);
        }
    }

    private void markers(Curve curve, Points points, RunStyle style) {
        List<Dot> measured = points.dots().filter(Dot::hasInterval).toList();
        if (measured.size() > 1) {
            PaperAxes.add(plot, Datasets.intervals(curve.key(), Points.of(measured)), CurveRenderers.band(style));
        } else if (measured.size() == 1) {
            PaperAxes.add(plot, Datasets.intervals(curve.key(), Points.of(measured)), CurveRenderers.bar(style));
        }
        boolean joined = panel.curves().stream()
                .noneMatch(other -> other.source() == Source.TRAINING && other.run() == curve.run());
        add(curve, points, CurveRenderers.markers(style, joined));
    }

    private void add(Curve curve, Points points, XYItemRenderer renderer) {
        PaperAxes.add(plot, Datasets.line(curve.key(), points), renderer);
    }

    private ValueAxis across() {
        return PaperAxes.axis(
                panel.across().label(),
                panel.across().steps() ? steps() : span(),
                panel.across().steps());
    }

    private Range steps() {
        int from = options.fromStep().orElse(0);
        double last = options.toStep().isPresent()
                ? options.toStep().getAsInt()
                : figure.curvePanels().stream()
                        .filter(each -> each.across().steps())
                        .flatMap(each -> each.curves().stream())
                        .map(Curve::points)
                        .filter(points -> !points.isEmpty())
                        .mapToDouble(points -> points.x(points.size() - 1))
                        .max()
                        .orElse(1);
        double length = Math.max(1, last - from);
        return new Range(from - MARGIN * length, from + (1 + MARGIN) * length);
    }

    private Range span() {
        DoubleSummaryStatistics x = panel.curves().stream()
                .flatMap(curve -> curve.points().dots())
                .mapToDouble(Dot::x)
                .summaryStatistics();
        double length = x.getMax() > x.getMin() ? x.getMax() - x.getMin() : Math.max(1, Math.abs(x.getMax()));
        return new Range(x.getMin() - 2 * MARGIN * length, x.getMax() + 2 * MARGIN * length);
    }

    private ValueAxis up() {
        return panel.scale() == Scale.LOG_SHARED
                ? new PowersOfTenAxis(panel.axisLabel(), range)
                : PaperAxes.axis(panel.axisLabel(), range, false);
    }
}
