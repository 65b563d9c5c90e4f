package org.dpoworkbench.app.chart.curve;

import java.util.Arrays;
import org.dpoworkbench.engine.curve.Series;

/// Sums of a series up to each of its points, from which the mean over any stretch follows at once. They are carried
/// on as the series grows.
final class RunningSums {
    private static final int PROBES = 16;

    private double[] sums = new double[64]; // (size + 1), sums[i] = values 0 to i - 1
    private Series seen = Series.EMPTY;

    /// Takes in what is new in `series`; everything, where it does not continue the one seen last.
    void follow(Series series) {
        int from = continues(series) ? seen.size() : 0;
        if (series.size() + 1 > sums.length) {
            sums = Arrays.copyOf(sums, Math.max(series.size() + 1, 2 * sums.length));
        }
        for (int i = from; i < series.size(); i++) {
            sums[i + 1] = sums[i] + series.value(i);
        }
        seen = series;
    }

    /// A resumed run may have taken points back and said others: probes from the end to the beginning tell.
    private boolean continues(Series series) {
        int size = seen.size();
        if (series.size() < size) {
            return false;
        }
        for (int probe = 0, i = size - 1; probe < PROBES && i >= 0; probe++, i -= 1 + i / 3) {
            if (series.step(i) != seen.step(i) || series.value(i) != seen.value(i)) {
                return false;
            }
        }
        return true;
    }

    /// The mean over the points that lie at most `half` points away from the one at `index`; at the ends the window is
    /// cut.
    double mean(int index, int half) {
        int from = Math.max(0, index - half);
        int to = Math.min(seen.size(), index + half + 1);
        return (sums[to] - sums[from]) / (to - from);
    }
}
