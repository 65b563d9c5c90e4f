package org.dpoworkbench.app.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.dpoworkbench.app.chart.curve.Drawing.Line;
import org.dpoworkbench.app.chart.curve.Points;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.AbstractXYItemRenderer;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.XYDataset;

/// Draws one curve at a stroke: one path for its line, where JFreeChart's own renderers work point by point.
final class CurveRenderer extends AbstractXYItemRenderer {
    private static final long serialVersionUID = 1;
    private static final float RAW_WIDTH = 1;
    private static final float STRONG_WIDTH = 2;
    private static final float THIN_WIDTH = 1.2f;
    private static final double MARKER = 7;
    private static final double HOLLOW_MARKER = 6.5;
    /// More points a pixel than this make a line that is drawn as an area.
    private static final double DENSE = 1;
    /// In pixels: a point nearer to the one before is not seen.
    private static final double TINY = 0.6;
    /// Markers closer than this, in pixels, would hide their line: only some are drawn.
    private static final double MARKER_DISTANCE = 11;

    private final transient Line line;
    private final transient ScreenTheme theme;

    CurveRenderer(Line line, ScreenTheme theme) {
        this.line = line;
        this.theme = theme;
    }

    @Override
    public void drawItem(
            Graphics2D g,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis domainAxis,
            ValueAxis rangeAxis,
            XYDataset dataset,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        if (item != state.getFirstItemIndex()) {
            return;
        }
        var place = new Place(area, plot, domainAxis, rangeAxis);
        switch (line.form()) {
            case RAW -> raw(g, place);
            case STRONG -> strong(g, place);
            case THIN -> stroke(g, place, color(), theme.stroke(line.look(), THIN_WIDTH));
            case MARKERS -> {
                band(g, place);
                markers(g, place, MARKER, color(), theme.ground());
            }
            case JOINED_MARKERS -> {
                band(g, place);
                strong(g, place);
                markers(g, place, MARKER, color(), theme.ground());
            }
            case HOLLOW -> {
                stroke(g, place, color(), theme.stroke(line.look(), RAW_WIDTH));
                markers(g, place, HOLLOW_MARKER, theme.ground(), color());
            }
        }
    }

    /// Where values lie in the drawn area.
    private record Place(Rectangle2D area, XYPlot plot, ValueAxis domain, ValueAxis range) {
        double x(double value) {
            return domain.valueToJava2D(value, area, RectangleEdge.BOTTOM);
        }

        double y(double value) {
            return range.valueToJava2D(value, area, RectangleEdge.LEFT);
        }
    }

    private Color color() {
        return theme.color(line.look());
    }

    /// A curve of one point is a dot, as it has no line.
    private void strong(Graphics2D g, Place place) {
        if (line.points().size() == 1) {
            markers(g, place, MARKER * 0.7, color(), color());
        } else {
            stroke(g, place, color(), theme.stroke(line.look(), STRONG_WIDTH));
        }
    }

    /// A line that goes up and down within every column is drawn as the area that it covers: the same pixels, at a
    /// hundredth of the time.
    private void raw(Graphics2D g, Place place) {
        Points points = line.points();
        if (points.size() > DENSE * place.area().getWidth()) {
            Object edges = g.getRenderingHint(RenderingHints.KEY_ANTIALIASING);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
            g.setPaint(theme.faint(line.look()));
            Envelope.fill(g, points, place::x, place::y);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, edges);
        } else {
            stroke(g, place, theme.faint(line.look()), new BasicStroke(RAW_WIDTH));
        }
    }

    private void stroke(Graphics2D g, Place place, Paint paint, Stroke stroke) {
        g.setPaint(paint);
        g.setStroke(stroke);
        Points points = line.points();
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO, points.size() + 1);
        boolean open = false;
        double lastX = 0;
        double lastY = 0;
        for (int i = 0; i < points.size(); i++) {
            double value = points.y(i);
            if (Double.isNaN(value)) {
                open = false;
                continue;
            }
            double x = place.x(points.x(i));
            double y = place.y(value);
            if (!open) {
                path.moveTo(x, y);
                open = true;
            } else if (Math.abs(x - lastX) > TINY || Math.abs(y - lastY) > TINY || i == points.size() - 1) {
                path.lineTo(x, y);
            } else {
                continue;
            }
            lastX = x;
            lastY = y;
        }
        g.draw(path);
    }

    /// The area between the intervals' ends.
    private void band(Graphics2D g, Place place) {
        Points points = line.points();
        if (!points.hasIntervals()) {
            return;
        }
        g.setPaint(theme.veil(line.look()));
        if (points.size() == 1) {
            double x = place.x(points.x(0));
            g.setStroke(new BasicStroke(6));
            g.draw(new Line2D.Double(x, place.y(points.low(0)), x, place.y(points.high(0))));
            return;
        }
        var path = new Path2D.Double(Path2D.WIND_NON_ZERO, 2 * points.size() + 2);
        path.moveTo(place.x(points.x(0)), place.y(points.low(0)));
        for (int i = 1; i < points.size(); i++) {
            path.lineTo(place.x(points.x(i)), place.y(points.low(i)));
        }
        for (int i = points.size() - 1; i >= 0; i--) {
            path.lineTo(place.x(points.x(i)), place.y(points.high(i)));
        }
        path.closePath();
        g.fill(path);
    }

    private void markers(Graphics2D g, Place place, double size, Paint fill, Paint rim) {
        Shape marker = Markers.of(line.look().marker(), size);
        g.setStroke(new BasicStroke(1));
        double last = Double.NEGATIVE_INFINITY;
        Points points = line.points();
        for (int i = 0; i < points.size(); i++) {
            double x = place.x(points.x(i));
            if (Double.isNaN(points.y(i)) || x - last < MARKER_DISTANCE && i > 0 && i < points.size() - 1) {
                continue;
            }
            last = x;
            Shape here = AffineTransform.getTranslateInstance(x, place.y(points.y(i)))
                    .createTransformedShape(marker);
            g.setPaint(fill);
            g.fill(here);
            g.setPaint(rim);
            g.draw(here);
        }
    }
}
