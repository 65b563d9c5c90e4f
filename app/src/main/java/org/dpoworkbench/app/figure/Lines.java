package org.dpoworkbench.app.figure;

import java.util.Arrays;
import org.dpoworkbench.engine.curve.Series;

/// Makes a line of a metric's points that breaks where the metric was not recorded.
final class Lines {
    private Lines() {}

    /// Steps without the metric, or missing steps, break the line: two neighbours stand further apart than this
    /// metric's points usually do, and the run took a step between them, or one of the metric's own is missing.
    ///
    /// @param taken every step that the run took
    static Points withGaps(Series series, Series taken) {
        int spacing = smallestSpacing(series);
        int gaps = 0;
        for (int i = 1; i < series.size(); i++) {
            gaps += isGap(series, i, spacing, taken) ? 1 : 0;
        }
        if (gaps == 0) {
            return Points.of(series);
        }
        double[] x = new double[series.size() + gaps];
        double[] y = new double[x.length];
        int at = 0;
        for (int i = 0; i < series.size(); i++) {
            if (i > 0 && isGap(series, i, spacing, taken)) {
                x[at] = (double) series.step(i - 1) + spacing;
                y[at++] = Double.NaN;
            }
            x[at] = series.step(i);
            y[at++] = series.value(i);
        }
        return Points.of(x, y);
    }

    private static boolean isGap(Series series, int index, int spacing, Series taken) {
        int from = series.step(index - 1);
        int to = series.step(index);
        if (to - from <= spacing) {
            return false;
        }
        if (to - from > 2L * spacing) {
            return true;
        }
        int before = taken.indexAtOrBefore(to - 1);
        return before >= 0 && taken.step(before) > from;
    }

    private static int smallestSpacing(Series series) {
        int smallest = Integer.MAX_VALUE / 4;
        for (int i = 1; i < series.size(); i++) {
            smallest = Math.min(smallest, series.step(i) - series.step(i - 1));
        }
        return smallest;
    }

    /// The series without the points at which `other` has this value.
    static Series except(Series series, Series other, double value) {
        int[] steps = new int[series.size()];
        double[] values = new double[series.size()];
        int kept = 0;
        for (int i = 0; i < series.size(); i++) {
            if (other.at(series.step(i)).orElse(Double.NaN) != value) {
                steps[kept] = series.step(i);
                values[kept++] = series.value(i);
            }
        }
        return kept == series.size() ? series : Series.of(Arrays.copyOf(steps, kept), Arrays.copyOf(values, kept));
    }
}
