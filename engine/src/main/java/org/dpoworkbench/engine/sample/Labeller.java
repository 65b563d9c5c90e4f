package org.dpoworkbench.engine.sample;

import java.util.Random;

/// Decides which of two completions is written down as the chosen one.
sealed interface Labeller {

    /// Whether the first of two completions with these true rewards wins.
    boolean firstWins(double first, double second);

    /// The truth: the higher reward wins.
    record Truthful() implements Labeller {
        @Override
        public boolean firstWins(double first, double second) {
            return first > second;
        }
    }

    /// A noisy judge, Bradley and Terry 1952: the first wins with probability `1 / (1 + exp(-scale (r1 - r2)))`.
    record BradleyTerry(double scale, Random random) implements Labeller {
        @Override
        public boolean firstWins(double first, double second) {
            return random.nextDouble() < probability(scale, first - second);
        }

        /// Of winning with that much more reward.
        static double probability(double scale, double difference) {
            return 1 / (1 + StrictMath.exp(-scale * difference));
        }
    }
}
