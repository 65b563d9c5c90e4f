package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.List;

/// Thins a curve to what the paper can show: in every column of the plot the first, lowest, highest and last point
/// stay, in their order, so that the drawn line covers the same ink and no spike is lost.
final class Decimation {
    private final Points points;
    private final List<Dot> kept;

    private Decimation(Points points, int columns) {
        this.points = points;
        this.kept = new ArrayList<>(4 * columns);
    }

    /// @param columns how many columns the span of steps is cut into, >= 1
    static Points of(Points points, int columns) {
        if (points.size() <= 4L * columns) {
            return points;
        }
        return Points.of(new Decimation(points, columns).thinned(columns));
    }

    private List<Dot> thinned(int columns) {
        double first = points.x(0);
        double width = Math.max(1, (points.x(points.size() - 1) - first + 1) / columns);
        int from = 0;
        int current = 0;
        for (int i = 0; i < points.size(); i++) {
            int column = (int) ((points.x(i) - first) / width);
            if (column != current || points.isGap(i)) {
                keep(from, i);
                from = i;
                current = column;
            }
            if (points.isGap(i)) {
                kept.add(points.dot(i));
                from = i + 1;
            }
        }
        keep(from, points.size());
        return kept;
    }

    /// Keeps of the points from `from` up to but without `to`, which have no gap among them, those that show.
    private void keep(int from, int to) {
        if (from == to) {
            return;
        }
        int lowest = from;
        int highest = from;
        for (int i = from + 1; i < to; i++) {
            lowest = points.y(i) < points.y(lowest) ? i : lowest;
            highest = points.y(i) > points.y(highest) ? i : highest;
        }
        for (int i = from; i < to; i++) {
            if (i == from || i == lowest || i == highest || i == to - 1) {
                kept.add(points.dot(i));
            }
        }
    }
}
