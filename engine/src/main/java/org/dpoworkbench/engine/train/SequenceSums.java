package org.dpoworkbench.engine.train;

import java.util.Arrays;
import org.dpoworkbench.engine.compute.Targets;

/// Per-token values of a micro-batch summed by completion, and back.
final class SequenceSums {
    private SequenceSums() {}

    /// `sums[s]` = Σ of the values of the targets of sequence s.
    static void sum(Targets targets, double[] values, int sequences, double[] sums) {
        Arrays.fill(sums, 0, sequences, 0);
        for (int t = 0; t < targets.targets; t++) {
            sums[targets.sequence[t]] += values[t];
        }
    }

    /// `values[t]` = the value of the sequence of target t: the gradient of a function of sums.
    static void spread(Targets targets, double[] perSequence, double[] values) {
        for (int t = 0; t < targets.targets; t++) {
            values[t] = perSequence[targets.sequence[t]];
        }
    }
}
