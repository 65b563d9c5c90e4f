package org.dpoworkbench.engine.generate;

import java.util.SplittableRandom;
import org.dpoworkbench.engine.problem.UserError;

/// Picks the next token from a row of logits.
final class TokenChoice {
    private final double temperature;
    private final SplittableRandom random;

    TokenChoice(double temperature, SplittableRandom random) {
        this.temperature = temperature;
        this.random = random;
    }

    /// @param logits of all tokens, from `offset` on
    /// @throws UserError where they are no numbers
    int next(float[] logits, int offset, int vocabulary) {
        int best = 0;
        for (int v = 1; v < vocabulary; v++) {
            if (logits[offset + v] > logits[offset + best]) {
                best = v;
            }
        }
        requireNumbers(logits, offset, vocabulary, logits[offset + best]);
        return temperature == 0 ? best : draw(logits, offset, vocabulary, logits[offset + best]);
    }

    private static void requireNumbers(float[] logits, int offset, int vocabulary, float largest) {
        boolean numbers = Float.isFinite(largest);
        for (int v = 0; v < vocabulary; v++) {
            numbers &= !Float.isNaN(logits[offset + v]);
        }
        if (!numbers) {
            throw new UserError("The model's logits are no finite numbers, so nothing can be sampled. "
                    + "Its weights are damaged or have overflowed.");
        }
    }

    private int draw(float[] logits, int offset, int vocabulary, float largest) {
        double total = 0;
        for (int v = 0; v < vocabulary; v++) {
            total += Math.exp((logits[offset + v] - largest) / temperature);
        }
        double left = random.nextDouble() * total;
        for (int v = 0; v < vocabulary - 1; v++) {
            left -= Math.exp((logits[offset + v] - largest) / temperature);
            if (left < 0) {
                return v;
            }
        }
        return vocabulary - 1;
    }
}
