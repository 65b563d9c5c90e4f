package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.dpoworkbench.app.figure.Curve.Source;
import org.dpoworkbench.app.figure.Panel.Scale;
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

/// A panel as a JFreeChart chart in units of points, on no background.
final class PanelChart {
    static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xE6E6E6);
    private static final double AXIS_SPACE_IN_FONT_SIZES = 4.6;

    private final Figure figure;
    private final Panel panel;
    private final Sheet sheet;
    private final Range range;
    private final XYPlot plot = new XYPlot();

    private PanelChart(Figure figure, Panel panel, Sheet sheet) {
        this.figure = figure;
        this.panel = panel;
        this.sheet = sheet;
        this.range = PanelScale.of(panel, figure);
    }

    /// @param columns how many columns of the paper a curve may use, for thinning
    static JFreeChart of(Figure figure, Panel panel, Sheet sheet, int columns) {
        return new PanelChart(figure, panel, sheet).chart(columns);
    }

    private JFreeChart chart(int columns) {
        plot.setOrientation(PlotOrientation.VERTICAL);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setInsets(RectangleInsets.ZERO_INSETS);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(0.5f));
        plot.setDomainAxis(stepAxis());
        plot.setRangeAxis(dressed(valueAxis()));
        AxisSpace space = new AxisSpace();
        space.setLeft(AXIS_SPACE_IN_FONT_SIZES * sheet.fontPt());
        plot.setFixedRangeAxisSpace(space);
        addCurves(columns);
        LevelMarks.on(plot, panel, range, sheet);

        JFreeChart chart = new JFreeChart(null, font(0), plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(2, 0, 0, 1.8 * sheet.fontPt()));
        TextTitle title = new TextTitle(panel.title(), font(1));
        title.setPaint(INK);
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setPadding(0, AXIS_SPACE_IN_FONT_SIZES * sheet.fontPt(), 0.4 * sheet.fontPt(), 0);
        chart.setTitle(title);
        return chart;
    }

    private void addCurves(int columns) {
        int window = Caption.window(figure);
        // All faint lines lie below all strong ones, and the markers on top.
        for (Curve curve : of(Source.TRAINING)) {
            if (window > 1) {
                add(
                        Datasets.line(curve, Decimation.of(curve.dots(), columns)),
                        CurveRenderers.faint(RunStyle.of(curve.run())));
            }
        }
        for (Curve curve : of(Source.TRAINING)) {
            List<Dot> smooth = Decimation.of(Smoothing.of(curve.dots(), window), columns);
            add(Datasets.line(curve, smooth), CurveRenderers.strong(RunStyle.of(curve.run()), smooth.size() == 1));
        }
        for (Curve curve : of(Source.REFERENCE_SAMPLES)) {
            add(Datasets.line(curve, curve.dots()), CurveRenderers.hollow(RunStyle.of(curve.run())));
        }
        for (Curve curve : panel.curves()) {
            if (curve.source() == Source.HELD_OUT || curve.source() == Source.SAMPLES) {
                addMarkers(curve);
            }
        }
    }

    private void addMarkers(Curve curve) {
        RunStyle style = RunStyle.of(curve.run());
        List<Dot> measured = curve.dots().stream().filter(Dot::hasInterval).toList();
        if (measured.size() > 1) {
            add(Datasets.intervals(curve, measured), CurveRenderers.band(style));
        } else if (measured.size() == 1) {
            add(Datasets.intervals(curve, measured), CurveRenderers.bar(style));
        }
        boolean joined = of(Source.TRAINING).stream().noneMatch(other -> other.run() == curve.run());
        add(Datasets.line(curve, curve.dots()), CurveRenderers.markers(style, joined));
    }

    private List<Curve> of(Source source) {
        return panel.curves().stream().filter(curve -> curve.source() == source).toList();
    }

    private void add(XYDataset dataset, XYItemRenderer renderer) {
        int index = plot.getDataset(0) == null ? 0 : plot.getDatasetCount();
        plot.setDataset(index, dataset);
        plot.setRenderer(index, renderer);
    }

    private ValueAxis stepAxis() {
        NumberAxis axis = new NumberAxis("optimiser step");
        axis.setStandardTickUnits(new DecimalTicks(true));
        int last = figure.panels().stream()
                .flatMap(each -> each.curves().stream())
                .flatMap(curve -> curve.dots().stream())
                .mapToInt(Dot::step)
                .max()
                .orElse(1);
        double margin = 0.03 * Math.max(1, last);
        axis.setRange(new Range(-margin, Math.max(1, last) + margin), true, false);
        return dressed(axis);
    }

    private ValueAxis valueAxis() {
        if (panel.scale() == Scale.LOG_SHARED) {
            return new PowersOfTenAxis(panel.axisLabel(), range);
        }
        NumberAxis axis = new NumberAxis(panel.axisLabel());
        axis.setStandardTickUnits(new DecimalTicks(false));
        axis.setAutoRangeIncludesZero(false);
        axis.setRange(range, true, false);
        return axis;
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

    private Font font(double larger) {
        return FigureFont.ofSize(sheet.fontPt() + larger);
    }
}
