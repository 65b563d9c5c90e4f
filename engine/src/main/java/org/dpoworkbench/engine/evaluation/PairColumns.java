package org.dpoworkbench.engine.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Columns that grow row by row.
final class PairColumns {
    private final List<String> ids = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>(); // one string for all rows of a source
    private double[][] logProbs = new double[4][1024]; // policy chosen, rejected, reference chosen, rejected
    private int[][] lengths = new int[2][1024];

    int size() {
        return ids.size();
    }

    /// @param row policy chosen, policy rejected, reference chosen, reference rejected
    void add(String id, String source, double[] row, int chosenLength, int rejectedLength) {
        int i = ids.size();
        if (i == lengths[0].length) {
            for (int c = 0; c < logProbs.length; c++) {
                logProbs[c] = Arrays.copyOf(logProbs[c], 2 * i);
            }
            lengths[0] = Arrays.copyOf(lengths[0], 2 * i);
            lengths[1] = Arrays.copyOf(lengths[1], 2 * i);
        }
        for (int c = 0; c < row.length; c++) {
            logProbs[c][i] = row[c];
        }
        lengths[0][i] = chosenLength;
        lengths[1][i] = rejectedLength;
        ids.add(id);
        sources.add(known.computeIfAbsent(source, s -> s));
    }

    PairEvaluation evaluation(int step) {
        int n = size();
        var pairs = new PairSet(
                ids,
                sources,
                Arrays.copyOf(lengths[0], n),
                Arrays.copyOf(lengths[1], n),
                Arrays.copyOf(logProbs[2], n),
                Arrays.copyOf(logProbs[3], n));
        return new PairEvaluation(step, pairs, Arrays.copyOf(logProbs[0], n), Arrays.copyOf(logProbs[1], n));
    }
}
