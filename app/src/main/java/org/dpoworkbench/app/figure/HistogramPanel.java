package org.dpoworkbench.app.figure;

import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.app.present.RunLook;

/// How often values lie in each of equally wide bins, several sets over each other.
///
/// @param across what the values are, with their unit
/// @param means  whether each set's mean is marked
record HistogramPanel(String title, String across, List<Values> sets, boolean means) implements Panel {
    HistogramPanel {
        sets = sets.stream().filter(set -> set.numbers().length > 0).toList();
    }

    /// One set.
    ///
    /// @param look its colour and dash
    @SuppressWarnings("ArrayRecordComponent") // a column of numbers, compared by nobody
    record Values(String label, RunLook look, double[] numbers) {
        double mean() {
            return Arrays.stream(numbers).average().orElse(0);
        }
    }

    @Override
    public String axisLabel() {
        return "share of pairs";
    }

    @Override
    public boolean isEmpty() {
        return sets.isEmpty();
    }
}
