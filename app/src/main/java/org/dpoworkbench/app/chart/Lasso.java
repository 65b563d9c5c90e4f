package org.dpoworkbench.app.chart;

import java.util.Arrays;

/// A closed line drawn around dots.
public final class Lasso {
    private double[] x = new double[64];
    private double[] y = new double[64];
    private int size;

    public static Lasso rectangle(double fromX, double fromY, double toX, double toY) {
        var lasso = new Lasso();
        lasso.add(fromX, fromY);
        lasso.add(toX, fromY);
        lasso.add(toX, toY);
        lasso.add(fromX, toY);
        return lasso;
    }

    public void add(double atX, double atY) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
        }
        x[size] = atX;
        y[size++] = atY;
    }

    public int size() {
        return size;
    }

    public double x(int corner) {
        return x[corner];
    }

    public double y(int corner) {
        return y[corner];
    }

    /// Whether the point lies inside, by the even-odd rule.
    public boolean contains(double atX, double atY) {
        boolean inside = false;
        for (int i = 0, j = size - 1; i < size; j = i++) {
            if (y[i] > atY != y[j] > atY && atX < (x[j] - x[i]) * (atY - y[i]) / (y[j] - y[i]) + x[i]) {
                inside = !inside;
            }
        }
        return inside;
    }
}
