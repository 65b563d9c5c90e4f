package org.dpoworkbench.app.chart;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.dpoworkbench.app.present.RunLook.Marker;

/// The shapes at curves' points, around the origin.
public final class Markers {
    private Markers() {}

    /// @param size width in pixels
    public static Shape of(Marker marker, double size) {
        double r = size / 2;
        return switch (marker) {
            case CIRCLE -> new Ellipse2D.Double(-r, -r, size, size);
            case SQUARE -> new Rectangle2D.Double(-0.9 * r, -0.9 * r, 1.8 * r, 1.8 * r);
            case TRIANGLE -> polygon(0, -1.15 * r, 1.1 * r, 0.85 * r, -1.1 * r, 0.85 * r);
            case DIAMOND -> polygon(0, -1.25 * r, 1.25 * r, 0, 0, 1.25 * r, -1.25 * r, 0);
            case TRIANGLE_DOWN -> polygon(0, 1.15 * r, 1.1 * r, -0.85 * r, -1.1 * r, -0.85 * r);
        };
    }

    private static Shape polygon(double... corners) {
        var path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
