package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.List;

/// A centred moving mean. It does not lag behind the curve as an exponential mean does; at the ends the window is cut.
final class Smoothing {
    private static final int FEWEST_POINTS = 30;
    private static final int POINTS_PER_WINDOW_HALF = 30;

    private Smoothing() {}

    /// Window in points for a curve of so many points, odd: about a fifteenth of the curve; 1 (none) for short ones.
    static int windowFor(int points) {
        return points < FEWEST_POINTS ? 1 : 2 * (points / POINTS_PER_WINDOW_HALF) + 1;
    }

    /// The mean over the points that lie at most half a window away; gaps stay gaps and count for nothing.
    static List<Dot> of(List<Dot> dots, int window) {
        int half = window / 2;
        List<Dot> result = new ArrayList<>(dots.size());
        for (int i = 0; i < dots.size(); i++) {
            result.add(dots.get(i).isGap() ? dots.get(i) : Dot.at(dots.get(i).step(), mean(dots, i - half, i + half)));
        }
        return result;
    }

    private static double mean(List<Dot> dots, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = Math.max(0, from); i <= Math.min(dots.size() - 1, to); i++) {
            if (!dots.get(i).isGap()) {
                sum += dots.get(i).value();
                count++;
            }
        }
        return sum / count;
    }
}
