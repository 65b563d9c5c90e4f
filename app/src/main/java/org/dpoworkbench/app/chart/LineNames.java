package org.dpoworkbench.app.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.dpoworkbench.app.chart.curve.Drawing;
import org.dpoworkbench.app.chart.curve.Drawing.Line;
import org.dpoworkbench.app.chart.curve.Points;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/// Names of lines at their right ends, moved apart where they would lie on each other. They stand left of the end,
/// on the line; right of it where a line ends too near the left edge for that.
final class LineNames extends AbstractXYAnnotation {
    private static final long serialVersionUID = 1;
    private static final double HEIGHT = 12;
    private static final double GAP = 4;

    private final transient Drawing drawing;
    private final transient ScreenTheme theme;

    LineNames(Drawing drawing, ScreenTheme theme) {
        this.drawing = drawing;
        this.theme = theme;
    }

    private record Name(Line line, double x, double y) {}

    @Override
    public void draw(
            Graphics2D g,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis domainAxis,
            ValueAxis rangeAxis,
            int rendererIndex,
            PlotRenderingInfo info) {
        List<Name> names = new ArrayList<>();
        for (Line line : drawing.lines()) {
            int last = lastVisible(line.points());
            if (!line.name().isEmpty() && last >= 0) {
                names.add(new Name(
                        line,
                        domainAxis.valueToJava2D(line.points().x(last), area, RectangleEdge.BOTTOM),
                        rangeAxis.valueToJava2D(line.points().y(last), area, RectangleEdge.LEFT)));
            }
        }
        names.sort(Comparator.comparingDouble(Name::y));
        g.setFont(theme.font());
        double free = area.getMinY() + HEIGHT;
        for (Name name : names) {
            double width =
                    g.getFontMetrics().getStringBounds(name.line().name(), g).getWidth();
            double y = Math.min(Math.max(name.y() - 4, free), area.getMaxY() - 2);
            double x = left(area, name.x(), width);
            g.setPaint(theme.veilOfGround());
            g.fill(new Rectangle2D.Double(x - 1, y - HEIGHT + 2, width + 2, HEIGHT));
            g.setPaint(theme.color(name.line().look()));
            g.drawString(name.line().name(), (float) x, (float) y);
            free = y + HEIGHT;
        }
    }

    /// Where a name begins.
    ///
    /// @param end   of its line
    /// @param width of the name
    static double left(Rectangle2D area, double end, double width) {
        double before = Math.min(end, area.getMaxX()) - width - GAP;
        return before >= area.getMinX() ? before : Math.min(end + GAP, area.getMaxX() - width - GAP);
    }

    private int lastVisible(Points points) {
        for (int i = points.size() - 1; i >= 0; i--) {
            if (drawing.x().contains(points.x(i)) && drawing.y().contains(points.y(i))) {
                return i;
            }
        }
        return -1;
    }
}
