package org.dpoworkbench.app.figure;

import org.dpoworkbench.app.present.MovingMean;

/// A centred moving mean. It does not lag behind the curve as an exponential mean does; at the ends the window is cut.
final class Smoothing {
    private Smoothing() {}

    /// Window in points for a curve of so many points, odd: about a fifteenth of the curve; 1 (none) for short ones.
    static int windowFor(int points) {
        return MovingMean.window(points, MovingMean.USUAL_SHARE);
    }

    /// The mean over the points that lie at most half a window away; gaps stay gaps and count for nothing.
    static Points of(Points points, int window) {
        if (window <= 1) {
            return points;
        }
        int half = window / 2;
        int size = points.size();
        double[] sums = new double[size + 1];
        int[] counts = new int[size + 1];
        for (int i = 0; i < size; i++) {
            boolean gap = points.isGap(i);
            sums[i + 1] = sums[i] + (gap ? 0 : points.y(i));
            counts[i + 1] = counts[i] + (gap ? 0 : 1);
        }
        double[] means = new double[size];
        for (int i = 0; i < size; i++) {
            int from = Math.max(0, i - half);
            int to = Math.min(size, i + half + 1);
            means[i] = points.isGap(i) ? Double.NaN : (sums[to] - sums[from]) / (counts[to] - counts[from]);
        }
        return points.withValues(means);
    }
}
