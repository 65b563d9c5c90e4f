package org.dpoworkbench.app.chart;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.function.DoubleUnaryOperator;
import org.dpoworkbench.app.chart.curve.Points;

/// The area that a dense line covers: from the lowest to the highest point of every pixel column, half a pixel more on
/// either side, as the line has a width.
final class Envelope {
    private static final double HALF_LINE = 0.5;

    private final Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    private final double[] columns; // (count) positions
    private final double[] tops; // (count)
    private final double[] bottoms; // (count)
    private int count;

    private Envelope(int most) {
        columns = new double[most];
        tops = new double[most];
        bottoms = new double[most];
    }

    /// @param x pixel of a point's place
    /// @param y pixel of a point's value, downwards
    static Shape of(Points points, DoubleUnaryOperator x, DoubleUnaryOperator y) {
        var envelope = new Envelope(points.size());
        for (int i = 0; i < points.size(); i++) {
            if (Double.isNaN(points.y(i))) {
                envelope.close();
            } else {
                envelope.add(Math.floor(x.applyAsDouble(points.x(i))) + HALF_LINE, y.applyAsDouble(points.y(i)));
            }
        }
        envelope.close();
        return envelope.path;
    }

    private void add(double column, double y) {
        if (count > 0 && columns[count - 1] == column) {
            tops[count - 1] = Math.min(tops[count - 1], y);
            bottoms[count - 1] = Math.max(bottoms[count - 1], y);
        } else {
            columns[count] = column;
            tops[count] = y;
            bottoms[count++] = y;
        }
    }

    private void close() {
        if (count > 0) {
            path.moveTo(columns[0] - HALF_LINE, tops[0] - HALF_LINE);
            for (int i = 0; i < count; i++) {
                path.lineTo(columns[i], tops[i] - HALF_LINE);
            }
            path.lineTo(columns[count - 1] + HALF_LINE, bottoms[count - 1] + HALF_LINE);
            for (int i = count - 1; i >= 0; i--) {
                path.lineTo(columns[i], bottoms[i] + HALF_LINE);
            }
            path.closePath();
        }
        count = 0;
    }
}
