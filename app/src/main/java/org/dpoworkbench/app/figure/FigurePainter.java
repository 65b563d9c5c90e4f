package org.dpoworkbench.app.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.dpoworkbench.app.figure.FigureOptions.LegendPlace;
import org.jfree.chart.JFreeChart;

/// Lays a figure out in points, panels side by side with one legend for all, and draws it on any graphics.
final class FigurePainter {
    /// Finer than the eye at reading distance, coarse enough for small files.
    static final double COLUMNS_PER_POINT = 1.5;

    private static final double GAP_IN_FONT_SIZES = 1;
    /// A legend at the right may not leave less than this for the panels.
    private static final double MOST_OF_WIDTH = 0.45;

    private final Figure figure;
    private final FigureOptions options;
    private final Sheet sheet;
    private final FigureTitle title;
    private final Legend legend;
    private final LegendPlace legendPlace;

    FigurePainter(Figure figure, FigureOptions options) {
        this.figure = figure;
        this.options = options;
        this.sheet = options.sheet();
        this.title = new FigureTitle(options.title() ? figure.title() : "", sheet, width() - indent());
        Legend beside = new Legend(figure, options, 0);
        boolean tooWide = beside.width() > MOST_OF_WIDTH * width();
        this.legendPlace = options.legend() == LegendPlace.RIGHT && tooWide ? LegendPlace.BELOW : options.legend();
        this.legend = legendPlace == LegendPlace.RIGHT ? beside : new Legend(figure, options, width() - indent());
    }

    /// Width in points.
    double width() {
        return sheet.widthMm() * Sheet.POINTS_PER_MM;
    }

    /// Height in points.
    double height() {
        double panels = titleHeight() + rows() * (panelHeight() + gap());
        return switch (legendPlace) {
            case BELOW, ABOVE -> panels + legend.height();
            case RIGHT -> Math.max(panels, titleHeight() + legend.height());
            case NONE -> panels;
        };
    }

    void draw(Graphics2D graphics) {
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        graphics.setPaint(Color.WHITE);
        graphics.fill(new Rectangle2D.Double(0, 0, width(), height()));
        title.draw(graphics, indent());
        double top = titleHeight() + (legendPlace == LegendPlace.ABOVE ? legend.height() : 0);
        for (int i = 0; i < figure.panels().size(); i++) {
            draw(graphics, figure.panels().get(i), area(i, top));
        }
        switch (legendPlace) {
            case BELOW -> legend.draw(graphics, indent(), height() - legend.height());
            case ABOVE -> legend.draw(graphics, indent(), titleHeight());
            case RIGHT -> legend.draw(graphics, width() - legend.width(), titleHeight() + 1.5 * sheet.fontPt());
            case NONE -> {}
        }
    }

    /// Whether the legend stands elsewhere than asked for.
    boolean movedLegend() {
        return legendPlace != options.legend();
    }

    /// How many columns of the paper a curve of a panel may use.
    int columnsOfPanel() {
        return (int) Math.max(1, panelWidth() * COLUMNS_PER_POINT);
    }

    private void draw(Graphics2D graphics, Panel panel, Rectangle2D area) {
        JFreeChart chart = PanelChart.of(figure, panel, options, columnsOfPanel());
        // The chart's own hints would undo those of this painter.
        chart.setRenderingHints(graphics.getRenderingHints());
        chart.draw(graphics, area);
    }

    private Rectangle2D area(int panel, double top) {
        return new Rectangle2D.Double(
                panel % columns() * (panelWidth() + gap()),
                top + Math.floorDiv(panel, columns()) * (panelHeight() + gap()),
                panelWidth(),
                panelHeight());
    }

    private double panelWidth() {
        double all = legendPlace == LegendPlace.RIGHT ? width() - legend.width() - gap() : width();
        return (all - (columns() - 1) * gap()) / columns();
    }

    private double panelHeight() {
        return sheet.panelHeightMm() * Sheet.POINTS_PER_MM;
    }

    private double gap() {
        return GAP_IN_FONT_SIZES * sheet.fontPt();
    }

    private double titleHeight() {
        return title.height();
    }

    /// Title and legend stand where the axes do.
    private double indent() {
        return PaperAxes.AXIS_SPACE_IN_FONT_SIZES * sheet.fontPt();
    }

    /// Two or three panels stand in a row, four in two rows; in a narrow column all stand below each other.
    private int columns() {
        List<Panel> panels = figure.panels();
        if (sheet.widthMm() < Sheet.WIDE_MM) {
            return 1;
        }
        return panels.size() == 4 ? 2 : Math.min(3, panels.size());
    }

    private int rows() {
        return (figure.panels().size() + columns() - 1) / columns();
    }
}
