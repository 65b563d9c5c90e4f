package org.dpoworkbench.app.chart;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/// Finds dots by place: buckets of a grid over the drawing area, in pixels.
public final class DotGrid {
    private static final double CELL = 16;

    private final double[] x;
    private final double[] y;
    private final double left;
    private final double top;
    private final int columns;
    private final int rows;
    private final int[] start; // (cells + 1)
    private final int[] dots; // sorted by cell

    /// @param x pixels; dots that are not finite are not found
    public DotGrid(double[] x, double[] y) {
        this.x = x;
        this.y = y;
        double[] horizontal = extent(x);
        double[] vertical = extent(y);
        left = horizontal[0];
        top = vertical[0];
        columns = 1 + (int) ((horizontal[1] - left) / CELL);
        rows = 1 + (int) ((vertical[1] - top) / CELL);
        start = new int[columns * rows + 1];
        for (int i = 0; i < x.length; i++) {
            if (isPlaced(i)) {
                start[cell(i) + 1]++;
            }
        }
        for (int c = 0; c < columns * rows; c++) {
            start[c + 1] += start[c];
        }
        dots = new int[start[columns * rows]];
        int[] next = Arrays.copyOf(start, start.length);
        for (int i = 0; i < x.length; i++) {
            if (isPlaced(i)) {
                dots[next[cell(i)]++] = i;
            }
        }
    }

    private static double[] extent(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return low <= high ? new double[] {low, high} : new double[] {0, 0};
    }

    private boolean isPlaced(int dot) {
        return Double.isFinite(x[dot]) && Double.isFinite(y[dot]);
    }

    private int cell(int dot) {
        return row(y[dot]) * columns + column(x[dot]);
    }

    private int column(double at) {
        return (int) Math.clamp((at - left) / CELL, 0, columns - 1);
    }

    private int row(double at) {
        return (int) Math.clamp((at - top) / CELL, 0, rows - 1);
    }

    /// The dot nearest to the point, at most `reach` pixels away; of several equally near the first.
    public OptionalInt nearest(double atX, double atY, double reach) {
        var search = new Search(atX, atY, reach);
        forEachIn(atX - reach, atY - reach, atX + reach, atY + reach, search);
        return search.found < 0 ? OptionalInt.empty() : OptionalInt.of(search.found);
    }

    /// Hands over every dot of the cells that the rectangle touches; some may lie outside of it.
    public void forEachIn(double fromX, double fromY, double toX, double toY, IntConsumer dot) {
        for (int r = row(fromY); r <= row(toY); r++) {
            for (int c = column(fromX); c <= column(toX); c++) {
                int cell = r * columns + c;
                for (int k = start[cell]; k < start[cell + 1]; k++) {
                    dot.accept(dots[k]);
                }
            }
        }
    }

    /// The nearest dot in a direction: within 45 degrees of it, nearer ones and straighter ones first.
    ///
    /// @param dx −1, 0 or 1
    /// @param dy −1, 0 or 1; down is positive
    public OptionalInt inDirection(double atX, double atY, int dx, int dy) {
        int found = -1;
        double best = Double.POSITIVE_INFINITY;
        for (int i : dots) {
            double ahead = (x[i] - atX) * dx + (y[i] - atY) * dy;
            double aside = Math.abs((x[i] - atX) * dy) + Math.abs((y[i] - atY) * dx);
            if (ahead > 0 && aside <= ahead && ahead + 2 * aside < best) {
                best = ahead + 2 * aside;
                found = i;
            }
        }
        return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
    }

    private final class Search implements IntConsumer {
        private final double atX;
        private final double atY;
        private double best;
        private int found = -1;

        Search(double atX, double atY, double reach) {
            this.atX = atX;
            this.atY = atY;
            best = reach * reach;
        }

        @Override
        public void accept(int dot) {
            double distance = (x[dot] - atX) * (x[dot] - atX) + (y[dot] - atY) * (y[dot] - atY);
            if (distance < best || (distance == best && (found < 0 || dot < found))) {
                best = distance;
                found = dot;
            }
        }
    }
}
