package org.dpoworkbench.app.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;

/// A chart as pixels. Made on any thread, so that neither the window's thread nor the one that renders it strokes
/// curves.
///
/// @param pixels premultiplied ARGB, row by row; (width * scale) by (height * scale), both rounded
/// @param width  in the window's units
/// @param height in the window's units
/// @param scale  pixels a unit
/// @param area   where the data are, in the window's units
@SuppressWarnings("ArrayRecordComponent") // painted once, then only shown
public record ChartImage(int[] pixels, int width, int height, double scale, Rectangle2D area) {

    /// @param width  in the window's units, >= 1
    /// @param height in the window's units, >= 1
    public static ChartImage of(JFreeChart chart, int width, int height, double scale) {
        var image = new BufferedImage(pixels(width, scale), pixels(height, scale), BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D g = image.createGraphics();
        g.scale(scale, scale);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        // Without a collection of entities: an object a point, for tooltips that nobody asks for.
        var info = new ChartRenderingInfo(null);
        chart.draw(g, new Rectangle2D.Double(0, 0, width, height), null, info);
        g.dispose();
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        return new ChartImage(pixels, width, height, scale, info.getPlotInfo().getDataArea());
    }

    private static int pixels(int units, double scale) {
        return (int) Math.max(1, Math.round(units * scale));
    }

    /// Pixels of a row.
    public int columns() {
        return pixels(width, scale);
    }

    public int rows() {
        return pixels(height, scale);
    }
}
