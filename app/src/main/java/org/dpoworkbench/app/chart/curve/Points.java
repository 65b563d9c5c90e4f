package org.dpoworkbench.app.chart.curve;

import java.util.Arrays;
import java.util.Optional;

/// A curve as it is drawn: points from left to right. A value that is no number breaks the line.
public final class Points {
    public static final Points EMPTY = new Builder().build();

    private final double[] x; // (size)
    private final double[] y; // (size)
    private final double[] low; // (size) where there are intervals, else (0)
    private final double[] high; // as low
    private final int size;

    private Points(double[] x, double[] y, double[] low, double[] high, int size) {
        this.x = x;
        this.y = y;
        this.low = low;
        this.high = high;
        this.size = size;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public double x(int index) {
        return x[index];
    }

    /// Not a number where the line breaks.
    public double y(int index) {
        return y[index];
    }

    public boolean hasIntervals() {
        return low.length > 0;
    }

    /// The interval's lower end; the value itself where there is none.
    public double low(int index) {
        return hasIntervals() ? low[index] : y[index];
    }

    /// The interval's upper end; the value itself where there is none.
    public double high(int index) {
        return hasIntervals() ? high[index] : y[index];
    }

    /// Lowest and highest value with their intervals, of the points that lie from `from` to `to`.
    public Optional<Span> span(double from, double to) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            if (x[i] >= from && x[i] <= to && !Double.isNaN(y[i])) {
                least = Math.min(least, low(i));
                most = Math.max(most, high(i));
            }
        }
        return least <= most ? Optional.of(new Span(least, most)) : Optional.empty();
    }

    /// The same points, those that have no place on a logarithmic axis as breaks.
    public Points positive() {
        double[] values = Arrays.copyOf(y, size);
        for (int i = 0; i < size; i++) {
            values[i] = values[i] > 0 ? values[i] : Double.NaN;
        }
        return new Points(x, values, low, high, size);
    }

    /// Takes points from left to right.
    public static final class Builder {
        private double[] x = new double[64];
        private double[] y = new double[64];
        private double[] low = {};
        private double[] high = {};
        private int size;

        public Builder add(double atX, double value) {
            grow();
            x[size] = atX;
            y[size++] = value;
            return this;
        }

        /// A point with an interval; then every point of the curve has one.
        public Builder add(double atX, double value, double from, double to) {
            if (size == 0) {
                low = new double[x.length];
                high = new double[x.length];
            }
            grow();
            low[size] = from;
            high[size] = to;
            return add(atX, value);
        }

        private void grow() {
            if (size == x.length) {
                x = Arrays.copyOf(x, 2 * size);
                y = Arrays.copyOf(y, 2 * size);
                if (low.length > 0) {
                    low = Arrays.copyOf(low, 2 * size);
                    high = Arrays.copyOf(high, 2 * size);
                }
            }
        }

        public Points build() {
            return new Points(x, y, low, high, size);
        }
    }
}
