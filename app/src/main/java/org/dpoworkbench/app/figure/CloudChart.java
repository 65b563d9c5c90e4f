package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.dpoworkbench.app.figure.PairPoints.Pairs;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYBoxAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.DefaultXYDataset;

/// A cloud of pairs as a chart.
final class CloudChart {
    private static final Color FELL = new Color(0xF0F0F0);
    private static final Color LINE = new Color(0x8A8A8A);
    private static final Color QUIET = new Color(0x4D4D4D);
    private static final double PADDING = 0.05;
    private static final double FEW = 300;
    private static final double BIG_DOT = 2.6;
    private static final double SMALL_DOT = 1.6;

    private CloudChart() {}

    static JFreeChart of(Figure figure, CloudPanel panel, FigureOptions options) {
        PaperAxes axes = new PaperAxes(options.sheet().fontPt());
        Range across = range(figure, Pairs::rejected);
        Range up = range(figure, Pairs::chosen);
        XYPlot plot = axes.plot(
                PaperAxes.axis("Δ rejected (nats)", across, false), PaperAxes.axis(panel.axisLabel(), up, false));
        plot.setRangeGridlinesVisible(false);
        DefaultXYDataset dots = new DefaultXYDataset();
        dots.addSeries(
                "pairs", new double[][] {panel.pairs().rejected(), panel.pairs().chosen()});
        XYLineAndShapeRenderer renderer = renderer(RunStyle.of(figure, panel.run(), options.grey()), panel.pairs());
        renderer.addAnnotation(
                new XYBoxAnnotation(across.getLowerBound(), up.getLowerBound(), 0, 0, null, null, FELL),
                Layer.BACKGROUND);
        line(renderer, 0, up.getLowerBound(), 0, up.getUpperBound());
        line(renderer, across.getLowerBound(), 0, across.getUpperBound(), 0);
        diagonal(renderer, across, up);
        XYTextAnnotation fell = new XYTextAnnotation("both fell", across.getLowerBound(), up.getLowerBound());
        fell.setFont(axes.font(-1));
        fell.setPaint(QUIET);
        fell.setTextAnchor(TextAnchor.BOTTOM_LEFT);
        renderer.addAnnotation(fell);
        PaperAxes.add(plot, dots, renderer);
        return axes.chart(panel.title(), plot);
    }

    private static XYLineAndShapeRenderer renderer(RunStyle style, Pairs pairs) {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        Color color = style.color();
        renderer.setSeriesPaint(0, new Color(color.getRed(), color.getGreen(), color.getBlue(), 130));
        renderer.setSeriesShape(0, style.marker(pairs.size() <= FEW ? BIG_DOT : SMALL_DOT));
        return renderer;
    }

    private static void diagonal(XYLineAndShapeRenderer renderer, Range across, Range up) {
        double from = Math.max(across.getLowerBound(), up.getLowerBound());
        double to = Math.min(across.getUpperBound(), up.getUpperBound());
        renderer.addAnnotation(
                new XYLineAnnotation(
                        from,
                        from,
                        to,
                        to,
                        new BasicStroke(0.7f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 2}, 0),
                        LINE),
                Layer.BACKGROUND);
    }

    private static void line(XYLineAndShapeRenderer renderer, double x1, double y1, double x2, double y2) {
        renderer.addAnnotation(new XYLineAnnotation(x1, y1, x2, y2, new BasicStroke(0.5f), LINE), Layer.BACKGROUND);
    }

    /// The same in all panels, 0 always in sight.
    private static Range range(Figure figure, Function<Pairs, double[]> side) {
        List<double[]> columns =
                figure.clouds().stream().map(cloud -> side.apply(cloud.pairs())).toList();
        DoubleSummaryStatistics all = DoubleStream.concat(
                        DoubleStream.of(0), columns.stream().flatMapToDouble(Arrays::stream))
                .filter(Double::isFinite)
                .summaryStatistics();
        double padding = all.getMax() > all.getMin() ? PADDING * (all.getMax() - all.getMin()) : 1;
        return new Range(all.getMin() - padding, all.getMax() + padding);
    }
}
