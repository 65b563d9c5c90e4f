package org.dpoworkbench.app.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;

/// Lays a figure out in points, panels side by side with one legend below, and draws it on any graphics.
final class FigurePainter {
    /// Finer than the eye at reading distance, coarse enough for small files.
    private static final double COLUMNS_PER_POINT = 1.5;

    private static final double GAP_IN_FONT_SIZES = 1;

    private final Figure figure;
    private final Sheet sheet;
    private final Legend legend;

    FigurePainter(Figure figure, Sheet sheet) {
        this.figure = figure;
        this.sheet = sheet;
        this.legend = new Legend(figure, sheet, width());
    }

    /// Width in points; a single panel takes two thirds of the sheet.
    double width() {
        double whole = sheet.widthMm() * Sheet.POINTS_PER_MM;
        return figure.panels().size() == 1 && sheet.widthMm() > 120 ? whole * 2 / 3 : whole;
    }

    /// Height in points.
    double height() {
        return rows() * (panelHeight() + gap()) + legend.height();
    }

    void draw(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setPaint(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
        List<Panel> panels = figure.panels();
        double panelWidth = (width() - (columns() - 1) * gap()) / columns();
        for (int i = 0; i < panels.size(); i++) {
            Rectangle2D area = new Rectangle2D.Double(
                    i % columns() * (panelWidth + gap()),
                    i / columns() * (panelHeight() + gap()),
                    panelWidth,
                    panelHeight());
            JFreeChart chart =
                    PanelChart.of(figure, panels.get(i), sheet, (int) Math.max(1, panelWidth * COLUMNS_PER_POINT));
            // The chart's own hints would undo those above.
            chart.setRenderingHints(graphics.getRenderingHints());
            chart.draw(graphics, area);
        }
        legend.draw(graphics, height() - legend.height());
    }

    private double panelHeight() {
        return sheet.panelHeightMm() * Sheet.POINTS_PER_MM;
    }

    private double gap() {
        return GAP_IN_FONT_SIZES * sheet.fontPt();
    }

    /// Two or three panels stand in a row, four in two rows; in a narrow column all stand below each other.
    private int columns() {
        int panels = figure.panels().size();
        if (sheet.widthMm() < 120) {
            return 1;
        }
        return panels == 4 ? 2 : Math.min(3, panels);
    }

    private int rows() {
        return (figure.panels().size() + columns() - 1) / columns();
    }
}
