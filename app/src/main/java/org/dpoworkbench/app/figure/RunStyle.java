package org.dpoworkbench.app.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.present.RunLook.Marker;

/// A run's [RunLook] as paper's strokes and shapes.
///
/// @param dash lengths of strokes and gaps in points; empty: a solid line
record RunStyle(Color color, List<Float> dash, Marker marker) {
    private static final int FAINT_ALPHA = 80;
    private static final int VEIL_ALPHA = 38;

    /// Each at least 3:1 against white (WCAG 2.2, 1.4.11); neighbours far apart. Dashes and markers do the rest.
    private static final List<Integer> GREYS =
            List.of(0x000000, 0x6A6A6A, 0x3D3D3D, 0x8C8C8C, 0x595959, 0x1F1F1F, 0x7A7A7A);

    /// The style of the figure's run at this position.
    static RunStyle of(Figure figure, int run, boolean grey) {
        RunLook look = figure.runs().get(run).look().orElseGet(() -> RunLook.of(run));
        return grey ? greyOf(run, look) : of(look);
    }

    /// In colour.
    static RunStyle of(RunLook look) {
        return new RunStyle(new Color(look.onLight()), look.dash(), look.marker());
    }

    /// In grey, with the look's own dash and marker.
    static RunStyle greyOf(int run, RunLook look) {
        return new RunStyle(new Color(GREYS.get(run % GREYS.size())), look.dash(), look.marker());
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
