package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.nio.file.Path;

/// Where an evaluation's pairs come from.
@FunctionalInterface
public interface PairPoints {

    /// The pairs of one evaluation.
    ///
    /// @param file a run's `pairs-step-*.csv.gz`
    /// @throws org.dpoworkbench.engine.problem.UserError where the file is no such table
    Pairs read(Path file) throws IOException;

    /// Pairs in columns; all arrays are as long as there are pairs, and nobody changes them.
    ///
    /// @param chosen         log-ratio of each pair's chosen completion, nats
    /// @param rejected       log-ratio of each pair's rejected completion, nats
    /// @param chosenTokens   scored tokens of the chosen completion
    /// @param rejectedTokens scored tokens of the rejected completion
    @SuppressWarnings("ArrayRecordComponent") // columns of numbers, compared by nobody
    record Pairs(double[] chosen, double[] rejected, double[] chosenTokens, double[] rejectedTokens) {
        public int size() {
            return chosen.length;
        }
    }
}
