package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Thins a curve to what the paper can show: in every column of the plot the first, lowest, highest and last point
/// stay,
/// in their order, so that the drawn line covers the same ink and no spike is lost.
final class Decimation {
    private Decimation() {}

    /// @param columns how many columns the span of steps is cut into, >= 1
    static List<Dot> of(List<Dot> dots, int columns) {
        if (dots.size() <= 4L * columns) {
            return dots;
        }
        int first = dots.getFirst().step();
        double width = Math.max(1, (dots.getLast().step() - first + 1) / (double) columns);
        List<Dot> result = new ArrayList<>(4 * columns);
        List<Dot> column = new ArrayList<>();
        int current = 0;
        for (Dot dot : dots) {
            int at = (int) ((dot.step() - first) / width);
            if (at != current || dot.isGap()) {
                keep(column, result);
                current = at;
            }
            if (dot.isGap()) {
                result.add(dot);
            } else {
                column.add(dot);
            }
        }
        keep(column, result);
        return result;
    }

    private static void keep(List<Dot> column, List<Dot> result) {
        if (!column.isEmpty()) {
            Comparator<Dot> byValue = Comparator.comparingDouble(Dot::value);
            Dot lowest = column.stream().min(byValue).orElseThrow();
            Dot highest = column.stream().max(byValue).orElseThrow();
            column.stream()
                    .filter(dot -> dot.equals(column.getFirst())
                            || dot.equals(lowest)
                            || dot.equals(highest)
                            || dot.equals(column.getLast()))
                    .forEach(result::add);
            column.clear();
        }
    }
}
