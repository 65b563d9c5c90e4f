package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.present.MovingMean;

/// A centred moving mean. It does not lag behind the curve as an exponential mean does; at the ends the window is cut.
final class Smoothing {
    private Smoothing() {}

    /// Window in points for a curve of so many points, odd: about a fifteenth of the curve; 1 (none) for short ones.
    static int windowFor(int points) {
        return MovingMean.window(points, MovingMean.USUAL_SHARE);
    }

    /// The mean over the points that lie at most half a window away; gaps stay gaps and count for nothing.
    static List<Dot> of(List<Dot> dots, int window) {
        if (window <= 1) {
            return dots;
        }
        int half = window / 2;
        double[] sums = new double[dots.size() + 1];
        int[] counts = new int[dots.size() + 1];
        for (int i = 0; i < dots.size(); i++) {
            boolean gap = dots.get(i).isGap();
            sums[i + 1] = sums[i] + (gap ? 0 : dots.get(i).value());
            counts[i + 1] = counts[i] + (gap ? 0 : 1);
        }
        List<Dot> result = new ArrayList<>(dots.size());
        for (int i = 0; i < dots.size(); i++) {
            int from = Math.max(0, i - half);
            int to = Math.min(dots.size(), i + half + 1);
            Dot dot = dots.get(i);
            result.add(dot.isGap() ? dot : Dot.at(dot.step(), (sums[to] - sums[from]) / (counts[to] - counts[from])));
        }
        return result;
    }
}
