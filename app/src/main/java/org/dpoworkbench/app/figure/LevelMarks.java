package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.figure.Level.Side;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/// Draws the levels of a panel: a thin line below the curves with its name at the right end, on a veil above them; a
/// level that lies beyond the axis is named at that edge, with an arrow.
final class LevelMarks {
    private static final Color GREY = new Color(0x4D4D4D);
    private static final Color VEIL = new Color(255, 255, 255, 205);
    /// Share of the axis that a line of text takes.
    private static final double TEXT_HEIGHT = 0.07;

    private final XYPlot plot;
    private final Range range;
    private final Sheet sheet;
    private final List<Double> labelled = new ArrayList<>();

    private LevelMarks(XYPlot plot, Range range, Sheet sheet) {
        this.plot = plot;
        this.range = range;
        this.sheet = sheet;
    }

    static void on(XYPlot plot, CurvePanel panel, Range range, Sheet sheet) {
        LevelMarks marks = new LevelMarks(plot, range, sheet);
        panel.levels().forEach(marks::add);
    }

    private void add(Level level) {
        if (PanelScale.shows(range, level)) {
            plot.addRangeMarker(new ValueMarker(level.value(), GREY, stroke(level)), Layer.BACKGROUND);
            if (!level.label().isEmpty()) {
                boolean above = (level.labelSide() == Side.ABOVE) == free(level.value());
                label(level.label(), level.value(), above ? TextAnchor.BOTTOM_RIGHT : TextAnchor.TOP_RIGHT);
            }
        } else if (level.value() > range.getUpperBound()) {
            label("↑ " + level.label(), free(range.getUpperBound(), -1), TextAnchor.TOP_RIGHT);
        } else {
            label("↓ " + level.label(), free(range.getLowerBound(), 1), TextAnchor.BOTTOM_RIGHT);
        }
    }

    /// Whether no label stands there yet; from now on one does.
    private boolean free(double value) {
        boolean free = labelled.stream().noneMatch(other -> Math.abs(other - value) < TEXT_HEIGHT * range.getLength());
        labelled.add(value);
        return free;
    }

    /// The nearest height from `value` in a direction where no label stands yet.
    private double free(double value, int direction) {
        double height = value;
        while (!free(height)) {
            height += direction * TEXT_HEIGHT * range.getLength();
        }
        return height;
    }

    private void label(String text, double height, TextAnchor anchor) {
        XYTextAnnotation label =
                new XYTextAnnotation(text, plot.getDomainAxis().getRange().getUpperBound(), height);
        label.setFont(FigureFont.ofSize(sheet.fontPt() - 1));
        label.setPaint(GREY);
        label.setBackgroundPaint(VEIL);
        label.setTextAnchor(anchor);
        plot.addAnnotation(label);
    }

    /// A level without a name is an axis, and solid.
    private static BasicStroke stroke(Level level) {
        return level.label().isEmpty()
                ? new BasicStroke(0.5f)
                : new BasicStroke(0.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {0.6f, 1.8f}, 0);
    }
}
