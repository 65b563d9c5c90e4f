package org.dpoworkbench.app.chart.curve;

import java.util.function.IntToDoubleFunction;
import org.dpoworkbench.engine.curve.Series;

/// Where a curve is lowest and highest in each block of its points: of a block that lies in one pixel column, thinning
/// needs four points and need not look at the others.
final class Extremes {
    static final int BLOCK = 32;

    private final int[] lowest; // (blocks) position of the first lowest point
    private final int[] highest; // (blocks)
    private final boolean[] broken; // (blocks) whether the line breaks inside

    /// @param value of the point at a position; finite
    /// @param gap   steps further apart than this break the line
    Extremes(Series series, IntToDoubleFunction value, int gap) {
        int blocks = series.size() / BLOCK;
        lowest = new int[blocks];
        highest = new int[blocks];
        broken = new boolean[blocks];
        for (int block = 0; block < blocks; block++) {
            look(block, series, value, gap);
        }
    }

    private void look(int block, Series series, IntToDoubleFunction value, int gap) {
        int first = block * BLOCK;
        double low = value.applyAsDouble(first);
        double high = low;
        lowest[block] = first;
        highest[block] = first;
        for (int i = first + 1; i < first + BLOCK; i++) {
            double here = value.applyAsDouble(i);
            if (here < low) {
                low = here;
                lowest[block] = i;
            } else if (here > high) {
                high = here;
                highest[block] = i;
            }
            broken[block] |= series.step(i) - series.step(i - 1) > gap;
        }
    }

    /// Whether a block without a break begins at this position and ends before `to`.
    boolean hasWhole(int position, int to) {
        return position % BLOCK == 0
                && position + BLOCK <= to
                && position / BLOCK < broken.length
                && !broken[position / BLOCK];
    }

    /// Positions of the block's extremes, the earlier one first.
    int earlier(int position) {
        return Math.min(lowest[position / BLOCK], highest[position / BLOCK]);
    }

    int later(int position) {
        return Math.max(lowest[position / BLOCK], highest[position / BLOCK]);
    }
}
