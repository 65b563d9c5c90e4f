package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// How a run is drawn: colour, dash and marker together, so that the figure reads in grey and to colour-blind eyes.
/// The colours are Okabe and Ito's (2008), without the yellow that paper swallows.
///
/// @param dash lengths of strokes and gaps in points; empty: a solid line
record RunStyle(Color color, List<Float> dash, Marker marker) {
    private static final List<Color> COLORS = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x000000));
    private static final List<List<Float>> DASHES = List.of(
            List.of(),
            List.of(5f, 2f),
            List.of(1.2f, 1.6f),
            List.of(6f, 2f, 1.2f, 2f),
            List.of(9f, 2.5f),
            List.of(3f, 1.5f),
            List.of(6f, 2f, 1.2f, 2f, 1.2f, 2f));
    private static final int FAINT_ALPHA = 80;
    private static final int VEIL_ALPHA = 38;

    enum Marker {
        CIRCLE,
        SQUARE,
        TRIANGLE,
        DIAMOND,
        TRIANGLE_DOWN
    }

    /// The style of the run at this position; after many runs, combinations come again in another mix.
    static RunStyle of(int run) {
        return new RunStyle(
                COLORS.get(run % COLORS.size()),
                DASHES.get(run % DASHES.size()),
                Marker.values()[run % Marker.values().length]);
    }

    BasicStroke line(float width) {
        if (dash.isEmpty()) {
            return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
        }
        float[] lengths = new float[dash.size()];
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = dash.get(i);
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, lengths, 0);
    }

    /// The colour for lines in the background; another run's line shows through.
    Color faint() {
        return withAlpha(FAINT_ALPHA);
    }

    /// The colour for areas behind lines.
    Color veil() {
        return withAlpha(VEIL_ALPHA);
    }

    private Color withAlpha(int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    /// The marker around the origin.
    ///
    /// @param size width in points
    Shape marker(double size) {
        double r = size / 2;
        return switch (marker) {
            case CIRCLE -> new Ellipse2D.Double(-r, -r, size, size);
            case SQUARE -> new Rectangle2D.Double(-0.9 * r, -0.9 * r, 1.8 * r, 1.8 * r);
            case TRIANGLE -> polygon(0, -1.15 * r, 1.1 * r, 0.85 * r, -1.1 * r, 0.85 * r);
            case DIAMOND -> polygon(0, -1.25 * r, 1.25 * r, 0, 0, 1.25 * r, -1.25 * r, 0);
            case TRIANGLE_DOWN ->
                AffineTransform.getScaleInstance(1, -1)
                        .createTransformedShape(polygon(0, -1.15 * r, 1.1 * r, 0.85 * r, -1.1 * r, 0.85 * r));
        };
    }

    private static Shape polygon(double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(corners[0], corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(corners[i], corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
