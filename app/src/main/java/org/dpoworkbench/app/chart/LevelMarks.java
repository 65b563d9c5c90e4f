package org.dpoworkbench.app.chart;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.chart.curve.Drawing;
import org.dpoworkbench.app.chart.curve.Drawing.Level;
import org.dpoworkbench.app.chart.curve.Span;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;

/// Draws the levels of a chart: a thin line below the curves with its name at the right end; a level that lies beyond
/// the axis is named at that edge, with an arrow.
final class LevelMarks {
    /// Share of the axis that a line of text takes.
    private static final double TEXT_HEIGHT = 0.09;

    private static final BasicStroke DOTTED =
            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {1, 3}, 0);

    private final Drawing drawing;
    private final ScreenTheme theme;
    private final List<Double> labelled = new ArrayList<>();

    LevelMarks(Drawing drawing, ScreenTheme theme) {
        this.drawing = drawing;
        this.theme = theme;
    }

    void addTo(XYPlot plot) {
        drawing.levels().forEach(level -> add(plot, level));
    }

    private void add(XYPlot plot, Level level) {
        Span axis = drawing.y();
        if (axis.contains(level.value())) {
            BasicStroke stroke = level.label().isEmpty() ? new BasicStroke(1) : DOTTED;
            plot.addRangeMarker(new ValueMarker(level.value(), theme.quiet(), stroke), Layer.BACKGROUND);
            double height = height(level.value());
            label(
                    plot,
                    level.label(),
                    level.value(),
                    height > 0.9 || !free(height) ? TextAnchor.TOP_RIGHT : TextAnchor.BOTTOM_RIGHT);
        } else if (level.value() > axis.to()) {
            label(plot, "↑ " + level.label(), value(free(1, -1)), TextAnchor.TOP_RIGHT);
        } else {
            label(plot, "↓ " + level.label(), value(free(0, 1)), TextAnchor.BOTTOM_RIGHT);
        }
    }

    /// Where on the axis a value lies, in [0, 1].
    private double height(double value) {
        Span axis = drawing.y();
        return drawing.log()
                ? Math.log(value / axis.from()) / Math.log(axis.to() / axis.from())
                : (value - axis.from()) / axis.length();
    }

    private double value(double height) {
        Span axis = drawing.y();
        return drawing.log()
                ? axis.from() * Math.pow(axis.to() / axis.from(), height)
                : axis.from() + height * axis.length();
    }

    /// Whether no label stands there yet; from now on one does.
    private boolean free(double height) {
        boolean free = labelled.stream().noneMatch(other -> Math.abs(other - height) < TEXT_HEIGHT);
        labelled.add(height);
        return free;
    }

    /// The nearest height in a direction where no label stands yet.
    private double free(double from, int direction) {
        double height = from;
        while (!free(height)) {
            height += direction * TEXT_HEIGHT;
        }
        return height;
    }

    private void label(XYPlot plot, String text, double value, TextAnchor anchor) {
        if (text.isBlank()) {
            return;
        }
        var label = new XYTextAnnotation(text, drawing.x().to(), value);
        label.setFont(theme.font());
        label.setPaint(theme.quiet());
        label.setBackgroundPaint(theme.veilOfGround());
        label.setTextAnchor(anchor);
        plot.addAnnotation(label, false);
    }
}
