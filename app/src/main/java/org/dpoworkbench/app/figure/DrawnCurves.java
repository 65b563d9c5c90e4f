package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.figure.Curve.Source;

/// What is drawn of a panel's curves, from back to front: all faint lines lie below all strong ones, and the markers on
/// top. Smoothing sees all points, those outside the drawn steps too.
final class DrawnCurves {
    private final Figure figure;
    private final CurvePanel panel;
    private final FigureOptions options;

    DrawnCurves(Figure figure, CurvePanel panel, FigureOptions options) {
        this.figure = figure;
        this.panel = panel;
        this.options = options;
    }

    /// How a curve's points are drawn.
    enum Kind {
        /// Every step as it was.
        RAW("each step"),
        /// The strong line of training.
        SMOOTH("smoothed"),
        REFERENCE("reference's samples"),
        MARKERS("points");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /// In tables.
        String text() {
            return text;
        }
    }

    record Drawn(Curve curve, Kind kind, Points points) {}

    /// As many points as the paper can show.
    ///
    /// @param columns of the paper that a curve may use
    List<Drawn> thinned(int columns) {
        List<Drawn> drawn = new ArrayList<>();
        int window = Caption.window(figure, options);
        if (window > 1) {
            for (Curve curve : of(Source.TRAINING)) {
                drawn.add(new Drawn(curve, Kind.RAW, Decimation.of(inRange(curve.points()), columns)));
            }
        }
        for (Curve curve : of(Source.TRAINING)) {
            Points smooth = Smoothing.of(curve.points(), window);
            drawn.add(new Drawn(curve, Kind.SMOOTH, Decimation.of(inRange(smooth), columns)));
        }
        for (Curve curve : of(Source.REFERENCE_SAMPLES)) {
            drawn.add(new Drawn(curve, Kind.REFERENCE, inRange(curve.points())));
        }
        for (Curve curve : panel.curves()) {
            if (curve.source() == Source.HELD_OUT || curve.source() == Source.SAMPLES) {
                drawn.add(new Drawn(curve, Kind.MARKERS, inRange(curve.points())));
            }
        }
        return drawn;
    }

    private Points inRange(Points points) {
        return panel.across().steps() ? options.inRange(points) : points;
    }

    private List<Curve> of(Source source) {
        return panel.curves().stream().filter(curve -> curve.source() == source).toList();
    }
}
