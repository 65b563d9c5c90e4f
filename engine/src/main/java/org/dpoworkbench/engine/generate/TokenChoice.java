package org.dpoworkbench.engine.generate;

import java.util.SplittableRandom;

/// Picks the next token from a row of logits.
final class TokenChoice {
    private final double temperature;
    private final SplittableRandom random;

    TokenChoice(double temperature, SplittableRandom random) {
        this.temperature = temperature;
        this.random = random;
    }

    /// @param logits of all tokens, from `offset` on
    int next(float[] logits, int offset, int vocabulary) {
        int best = 0;
        for (int v = 1; v < vocabulary; v++) {
            if (logits[offset + v] > logits[offset + best]) {
                best = v;
            }
        }
        return temperature == 0 ? best : draw(logits, offset, vocabulary, logits[offset + best]);
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
