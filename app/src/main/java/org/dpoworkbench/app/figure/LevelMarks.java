package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.dpoworkbench.app.figure.Level.Side;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.LengthAdjustmentType;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;

/// Draws the levels of a panel: a thin line with its name at the right end; a level that lies beyond the axis is named
/// at
/// that edge, with an arrow.
final class LevelMarks {
    private static final Color GREY = new Color(0x595959);

    private LevelMarks() {}

    static void on(XYPlot plot, Panel panel, Range range, Sheet sheet) {
        Font font = FigureFont.ofSize(sheet.fontPt() - 1);
        int beyond = 0;
        for (Level level : panel.levels()) {
            if (PanelScale.shows(range, level)) {
                plot.addRangeMarker(line(level, font), Layer.BACKGROUND);
            } else {
                plot.addAnnotation(arrow(plot, level, range, font, beyond++ * sheet.fontPt()));
            }
        }
    }

    private static ValueMarker line(Level level, Font font) {
        ValueMarker marker = new ValueMarker(level.value(), GREY, stroke(level));
        if (!level.label().isEmpty()) {
            marker.setLabel(level.label());
            marker.setLabelFont(font);
            marker.setLabelPaint(GREY);
            marker.setLabelBackgroundColor(new Color(255, 255, 255, 0));
            marker.setLabelOffsetType(LengthAdjustmentType.EXPAND);
            marker.setLabelOffset(new RectangleInsets(1.5, 2, 1.5, 2));
            boolean above = level.labelSide() == Side.ABOVE;
            marker.setLabelAnchor(above ? RectangleAnchor.TOP_RIGHT : RectangleAnchor.BOTTOM_RIGHT);
            marker.setLabelTextAnchor(above ? TextAnchor.BOTTOM_RIGHT : TextAnchor.TOP_RIGHT);
        }
        return marker;
    }

    /// A level without a name is an axis, and solid.
    private static BasicStroke stroke(Level level) {
        return level.label().isEmpty()
                ? new BasicStroke(0.5f)
                : new BasicStroke(0.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {0.6f, 1.8f}, 0);
    }

    private static XYTextAnnotation arrow(XYPlot plot, Level level, Range range, Font font, double down) {
        boolean over = level.value() > range.getUpperBound();
        Range steps = plot.getDomainAxis().getRange();
        XYTextAnnotation text = new XYTextAnnotation(
                (over ? "↑ " : "↓ ") + level.label(),
                steps.getUpperBound(),
                over
                        ? range.getUpperBound() - down * range.getLength() / 120
                        : range.getLowerBound() + down * range.getLength() / 120);
        text.setFont(font);
        text.setPaint(GREY);
        text.setTextAnchor(over ? TextAnchor.TOP_RIGHT : TextAnchor.BOTTOM_RIGHT);
        return text;
    }
}
