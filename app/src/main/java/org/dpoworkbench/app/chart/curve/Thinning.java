package org.dpoworkbench.app.chart.curve;

/// Thins a curve to what the screen can show: in every pixel column the first, lowest, highest and last point stay, in
/// their order, so that the drawn line covers the same pixels and no spike is lost.
final class Thinning {
    private final double left;
    private final double perUnit; // columns a unit of the axis
    private final Points.Builder kept = new Points.Builder();
    private long column = Long.MIN_VALUE;
    private double firstX;
    private double firstY;
    private double lowestX;
    private double lowestY;
    private double highestX;
    private double highestY;
    private double lastX;
    private double lastY;

    /// @param columns how many columns lie between the ends of the span, >= 1
    Thinning(Span span, int columns) {
        left = span.from();
        perUnit = span.length() > 0 ? columns / span.length() : 1;
    }

    /// @param x not left of the point before
    void add(double x, double y) {
        long at = column(x);
        if (at != column) {
            keep();
            column = at;
            firstX = x;
            firstY = y;
            lowestX = x;
            lowestY = y;
            highestX = x;
            highestY = y;
        } else if (y < lowestY) {
            lowestX = x;
            lowestY = y;
        } else if (y > highestY) {
            highestX = x;
            highestY = y;
        }
        lastX = x;
        lastY = y;
    }

    /// The pixel column of a place.
    long column(double x) {
        double at = (x - left) * perUnit;
        long cut = (long) at; // towards zero; a call of floor for each point is felt
        return at < cut ? cut - 1 : cut;
    }

    /// Breaks the line here.
    void gap(double x) {
        keep();
        column = Long.MIN_VALUE;
        kept.add(x, Double.NaN);
    }

    Points points() {
        keep();
        column = Long.MIN_VALUE;
        return kept.build();
    }

    private void keep() {
        if (column == Long.MIN_VALUE) {
            return;
        }
        kept.add(firstX, firstY);
        boolean lowestFirst = lowestX < highestX;
        inner(lowestFirst ? lowestX : highestX, lowestFirst ? lowestY : highestY);
        if (lowestX != highestX) {
            inner(lowestFirst ? highestX : lowestX, lowestFirst ? highestY : lowestY);
        }
        if (lastX > firstX) {
            kept.add(lastX, lastY);
        }
    }

    private void inner(double x, double y) {
        if (x > firstX && x < lastX) {
            kept.add(x, y);
        }
    }
}
