package org.dpoworkbench.app.chart;

import java.awt.Graphics2D;
import java.util.function.DoubleUnaryOperator;
import org.dpoworkbench.app.chart.curve.Points;

/// Fills the area that a dense line covers: in every pixel column from its lowest to its highest place, half a pixel
/// more on either side, as the line has a width. A rectangle a column, as a path of thousands of steep edges takes
/// longer to fill than the rest of its chart.
final class Envelope {
    private static final double HALF_LINE = 0.5;

    private final Graphics2D g;
    private boolean open;
    private int column;
    private double last;
    private double top;
    private double bottom;

    private Envelope(Graphics2D g) {
        this.g = g;
    }

    /// @param x pixel of a point's place
    /// @param y pixel of a point's value, downwards
    static void fill(Graphics2D g, Points points, DoubleUnaryOperator x, DoubleUnaryOperator y) {
        var envelope = new Envelope(g);
        for (int i = 0; i < points.size(); i++) {
            if (Double.isNaN(points.y(i))) {
                envelope.close();
            } else {
                envelope.add((int) Math.floor(x.applyAsDouble(points.x(i))), y.applyAsDouble(points.y(i)));
            }
        }
        envelope.close();
    }

    private void add(int at, double y) {
        if (!open) {
            begin(at, y);
            open = true;
        } else if (at > column) {
            lead(at, y);
        }
        cover(y);
        last = y;
    }

    /// The line runs from column to column, through those between that have no point.
    private void lead(int to, double y) {
        int from = column;
        double before = last;
        for (int next = from + 1; next <= to; next++) {
            double border = before + (y - before) * (next - HALF_LINE - from) / (to - from);
            cover(border);
            paint();
            begin(next, border);
        }
    }

    private void begin(int at, double y) {
        column = at;
        top = y;
        bottom = y;
    }

    private void cover(double y) {
        top = Math.min(top, y);
        bottom = Math.max(bottom, y);
    }

    private void close() {
        if (open) {
            paint();
        }
        open = false;
    }

    private void paint() {
        int from = (int) Math.round(top - HALF_LINE);
        int to = (int) Math.round(bottom + HALF_LINE);
        g.fillRect(column, from, 1, Math.max(1, to - from));
    }
}
