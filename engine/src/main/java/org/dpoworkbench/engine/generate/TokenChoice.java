package org.dpoworkbench.engine.generate;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.problem.UserError;

/// Picks the next token from a row of logits: the repetition penalty, the temperature, `top_k`, `top_p` and `min_p` one
/// after the other, as transformers' `LogitsProcessor`s do. Its arrays are made once for all rows.
final class TokenChoice {
    private final SamplingConfig config;
    private int[] order = new int[0]; // (vocabulary) a heap by logit; what was taken off stands behind it
    private double[] weight = new double[0]; // (vocabulary) of the tokens that are left, in their order
    private int kept;

    TokenChoice(SamplingConfig config) {
        this.config = config;
    }

    /// @param logits of all tokens, from `offset` on; the penalty changes them
    /// @param seen   tokens of prompt and completion; needed with a repetition penalty only
    /// @throws UserError where the logits are no numbers
    int next(float[] logits, int offset, int vocabulary, BitSet seen, SplittableRandom random) {
        penalise(logits, offset, seen);
        int best = best(logits, offset, vocabulary);
        if (config.temperature() == 0) {
            return best;
        }
        double total = weigh(logits, offset, vocabulary, best);
        double left = random.nextDouble() * total;
        boolean all = keepsAll();
        for (int i = 0; i < kept; i++) {
            left -= weight[i];
            if (left < 0) {
                return all ? i : order[order.length - 1 - i];
            }
        }
        return all ? kept - 1 : order[order.length - kept];
    }

    /// Probability of each token, for those who look at the distribution.
    double[] distribution(float[] logits, int vocabulary, BitSet seen) {
        penalise(logits, 0, seen);
        double total = weigh(logits, 0, vocabulary, best(logits, 0, vocabulary));
        double[] probability = new double[vocabulary];
        for (int i = 0; i < kept; i++) {
            probability[keepsAll() ? i : order[order.length - 1 - i]] = weight[i] / total;
        }
        return probability;
    }

    private boolean keepsAll() {
        return config.topK() == 0 && config.topP() == 1;
    }

    private void penalise(float[] logits, int offset, BitSet seen) {
        if (config.repetitionPenalty() == 1) {
            return;
        }
        float penalty = (float) config.repetitionPenalty();
        for (int token = seen.nextSetBit(0); token >= 0; token = seen.nextSetBit(token + 1)) {
            float logit = logits[offset + token];
            logits[offset + token] = logit < 0 ? logit * penalty : logit / penalty;
        }
    }

    private static int best(float[] logits, int offset, int vocabulary) {
        int best = 0;
        boolean numbers = true;
        for (int v = 0; v < vocabulary; v++) {
            numbers &= !Float.isNaN(logits[offset + v]);
            if (logits[offset + v] > logits[offset + best]) {
                best = v;
            }
        }
        if (!numbers || !Float.isFinite(logits[offset + best])) {
            throw new UserError("The model's logits are no finite numbers, so nothing can be sampled. "
                    + "Its weights are damaged or have overflowed.");
        }
        return best;
    }

    /// Fills `weight` with e^((logit - largest) / temperature) of the tokens that are left, 0 for those that `min_p`
    /// takes.
    ///
    /// @return the weights' sum
    private double weigh(float[] logits, int offset, int vocabulary, int best) {
        if (weight.length < vocabulary) {
            weight = new double[vocabulary];
        }
        double largest = logits[offset + best];
        if (keepsAll()) {
            kept = vocabulary;
            for (int v = 0; v < vocabulary; v++) {
                weight[v] = Math.exp((logits[offset + v] - largest) / config.temperature());
            }
        } else {
            select(logits, offset, vocabulary, largest);
        }
        double total = 0;
        for (int i = 0; i < kept; i++) {
            // The likeliest has weight 1.
            if (weight[i] < config.minP()) {
                weight[i] = 0;
            }
            total += weight[i];
        }
        return total;
    }

    /// Takes the likeliest tokens off a heap until `top_k` and `top_p` have what they want: no more is sorted.
    private void select(float[] logits, int offset, int vocabulary, double largest) {
        if (order.length != vocabulary) {
            order = new int[vocabulary];
        }
        for (int v = 0; v < vocabulary; v++) {
            order[v] = v;
        }
        for (int at = vocabulary / 2 - 1; at >= 0; at--) {
            sink(at, vocabulary, logits, offset);
        }
        int size = vocabulary;
        kept = 0;
        int wanted = config.topK() == 0 ? vocabulary : Math.min(config.topK(), vocabulary);
        double total = 0;
        float last = 0;
        // Tokens as likely as the last of the top k stay too.
        boolean bounded = config.topK() > 0;
        double all = bounded ? 0 : sum(logits, offset, vocabulary, largest);
        double enough = bounded ? Double.POSITIVE_INFINITY : config.topP() * all;
        while (size > 0 && total < enough && (kept < wanted || logits[offset + order[0]] == last)) {
            int token = order[0];
            last = logits[offset + token];
            order[0] = order[--size];
            order[size] = token;
            sink(0, size, logits, offset);
            weight[kept] = Math.exp((last - largest) / config.temperature());
            total += weight[kept++];
        }
        if (bounded && config.topP() < 1) {
            double before = 0;
            int some = 0;
            while (some < kept && before < config.topP() * total) {
                before += weight[some++];
            }
            kept = some;
        }
    }

    private double sum(float[] logits, int offset, int vocabulary, double largest) {
        double sum = 0;
        for (int v = 0; v < vocabulary; v++) {
            sum += Math.exp((logits[offset + v] - largest) / config.temperature());
        }
        return sum;
    }

    private void sink(int from, int size, float[] logits, int offset) {
        int at = from;
        int token = order[at];
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && isBefore(order[child + 1], order[child], logits, offset)) {
                child++;
            }
            if (!isBefore(order[child], token, logits, offset)) {
                break;
            }
            order[at] = order[child];
            at = child;
        }
        order[at] = token;
    }

    /// Equal logits by the tokens' numbers, so that a seed means the same everywhere.
    private static boolean isBefore(int a, int b, float[] logits, int offset) {
        float x = logits[offset + a];
        float y = logits[offset + b];
        return x > y || (x == y && a < b);
    }
}
