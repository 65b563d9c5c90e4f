package org.dpoworkbench.engine.train;

import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.text.TokenizedExample;

/// Summed log-probs of the completions of numbered examples, in nats; NaN where not computed yet.
final class LogProbTable {
    private final int[] first; // (examples + 1)
    private final double[] plain; // (completions)
    private final double[] weighed; // (completions), the same array where all tokens count alike
    private final boolean uniform;
    private final double[] aligned; // (completions), where WPO's weights are wanted

    LogProbTable(List<? extends TokenizedExample> examples, TokenWeighting weighting) {
        first = new int[examples.size() + 1];
        for (int e = 0; e < examples.size(); e++) {
            first[e + 1] = first[e] + examples.get(e).completions();
        }
        int completions = first[examples.size()];
        plain = unknown(completions);
        uniform = weighting.uniform();
        weighed = uniform ? plain : unknown(completions);
        aligned = unknown(weighting.aligned() ? completions : 0);
    }

    private static double[] unknown(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    int examples() {
        return first.length - 1;
    }

    /// Numbers kept of the examples together, for files: [#value] and [#set].
    int values() {
        return uniform ? plain.length : 2 * plain.length;
    }

    double value(int i) {
        return i < plain.length ? plain[i] : weighed[i - plain.length];
    }

    void set(int i, double value) {
        if (i < plain.length) {
            plain[i] = value;
        } else {
            weighed[i - plain.length] = value;
        }
    }

    /// Takes an example's numbers from the sums of a micro-batch.
    ///
    /// @param sequence of its first completion there
    void take(int example, CompletionSums sums, int sequence) {
        for (int c = first[example]; c < first[example + 1]; c++) {
            int s = sequence + c - first[example];
            plain[c] = sums.plain(s);
            weighed[c] = sums.weighed(s);
            if (aligned.length > 0) {
                aligned[c] = sums.aligned(s);
            }
        }
    }

    /// Takes an example's numbers from another table.
    void take(int example, LogProbTable other, int there) {
        for (int c = first[example]; c < first[example + 1]; c++) {
            int o = other.first[there] + c - first[example];
            plain[c] = other.plain[o];
            weighed[c] = other.weighed[o];
        }
    }

    /// Σ log π of a completion.
    double of(int example, int completion) {
        return plain[first[example] + completion];
    }

    /// The same with the tokens weighed.
    double weighed(int example, int completion) {
        return weighed[first[example] + completion];
    }

    double aligned(int example, int completion) {
        return aligned[first[example] + completion];
    }

    /// Of a pair's preferred completion.
    double chosen(int pair) {
        return of(pair, 0);
    }

    /// Of a pair's other completion.
    double rejected(int pair) {
        return of(pair, 1);
    }

    /// Whether all completions are there.
    boolean has(int example) {
        for (int c = first[example]; c < first[example + 1]; c++) {
            if (!Double.isFinite(plain[c]) || !Double.isFinite(weighed[c])) {
                return false;
            }
        }
        return true;
    }
}
