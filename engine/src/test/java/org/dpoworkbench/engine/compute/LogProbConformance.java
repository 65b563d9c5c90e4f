package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Chunked log-probs. A log of a float32 sum is off by the sum's relative error. The kept log-sum-exp is a
/// float32, so that the gradient's probabilities are off by a rounding of it: of 80, where logits are.
interface LogProbConformance {
    double LOG_PROB = 16 * Comparison.ROUNDING;
    int ROWS = 9;

    Backend open();

    /// Kinds of logit rows.
    enum Logits {
        ORDINARY,
        EXTREME,
        ALL_EQUAL,
        ONE_HUGE;

        float at(Random random, int column) {
            return switch (this) {
                case ORDINARY -> (float) (3 * random.nextGaussian());
                case EXTREME -> random.nextBoolean() ? 80 : -80;
                case ALL_EQUAL -> 12.5f;
                case ONE_HUGE -> column == 0 ? 10_000 : (float) random.nextGaussian();
            };
        }

        double largest() {
            return this == ONE_HUGE ? 10_000 : 80;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 15, 16, 17, 31, 33, 64, 65, 100, 1000, 2500, 5003})
    default void logProbsAndTheirGradientsAreTheControls(int vocabulary) {
        for (Logits kind : Logits.values()) {
            for (int[] chunk : new int[][] {{0, ROWS}, {0, 1}, {3, 4}, {ROWS - 1, 1}}) {
                compare(vocabulary, kind, chunk[0], chunk[1]);
            }
        }
    }

    private void compare(int vocabulary, Logits kind, int from, int rows) {
        try (Comparison both = new Comparison(open(), vocabulary)) {
            Targets targets = targets(both.random(), vocabulary);
            float[] values = new float[(rows + 2) * vocabulary];
            for (int i = 0; i < values.length; i++) {
                values[i] = kind.at(both.random(), i % vocabulary);
            }
            Twin logits = both.of(vocabulary, values);
            Twin log = both.normal(ROWS + 2, 1);
            double[][] logProbs = new double[2][targets.targets + 1];
            Arrays.fill(logProbs[0], 77);
            Arrays.fill(logProbs[1], 77);
            double[] gradient = both.random()
                    .doubles(targets.targets, -1, 1)
                    .map(g -> g > 0.9 ? 0 : g)
                    .toArray();
            both.run(side -> {
                double[] written = logProbs[side.isControl() ? 1 : 0];
                side.backend().logProbs(from, rows, targets, side.at(logits), side.at(log), written);
            });
            assertThat(logProbs[0])
                    .as("log-probs of %s logits over %s tokens, those of other chunks untouched", kind, vocabulary)
                    .usingElementComparator((a, b) -> Math.abs(a - b) <= LOG_PROB ? 0 : 1)
                    .containsExactly(logProbs[1]);
            both.expect("log-sum-exp", log, ROWS, LOG_PROB);
            double[][] squares = new double[2][targets.targets];
            both.run(side -> side.backend()
                    .logSumSquares(
                            from, rows, targets, side.at(logits), side.at(log), squares[side.isControl() ? 1 : 0]));
            // Each p is off by the rounding of its exponent, which is as large as the logits.
            double rounding = 4 * LOG_PROB + 4 * kind.largest() * Comparison.ROUNDING;
            assertThat(squares[0])
                    .as("log Σ p² of %s logits over %s tokens, those of other chunks untouched", kind, vocabulary)
                    .usingElementComparator((a, b) -> Math.abs(a - b) <= rounding ? 0 : 1)
                    .containsExactly(squares[1]);
            both.run(side ->
                    side.backend().logProbsBackward(from, rows, targets, side.at(logits), 0, side.at(log), gradient));
            double largest = 3 * targets.targets;
            both.expectEach("d logits", logits, rows, _ -> largest * Comparison.ROUNDING * (4 + kind.largest()));
            both.expectNothingElse();
        }
    }

    /// Logits within, near and far beyond the cap.
    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 40, 1000})
    default void cappedLogitsAndTheirGradientsAreTheControls(int vocabulary) {
        float cap = 3;
        try (Comparison both = new Comparison(open(), vocabulary)) {
            Targets targets = targets(both.random(), vocabulary);
            Twin logits = both.normal(ROWS + 1, vocabulary, 0, 3);
            Twin log = both.normal(ROWS + 2, 1);
            double[] gradient = both.random().doubles(targets.targets, -1, 1).toArray();
            both.run(side -> {
                double[] logProbs = new double[targets.targets];
                side.backend().softCap(cap, ROWS, side.at(logits));
                side.backend().logProbs(0, ROWS, targets, side.at(logits), side.at(log), logProbs);
            });
            both.expectEach("capped logits", logits, ROWS, _ -> 16 * cap * Comparison.ROUNDING);
            both.expect("log-sum-exp", log, ROWS, LOG_PROB);
            both.run(side ->
                    side.backend().logProbsBackward(0, ROWS, targets, side.at(logits), cap, side.at(log), gradient));
            both.expectEach("d logits", logits, ROWS, _ -> 64 * Comparison.ROUNDING);
            both.expectNothingElse();
        }
    }

    /// Rows with no, one and several targets, the same token twice among them.
    private static Targets targets(Random random, int vocabulary) {
        Targets targets = new Targets(2 * ROWS);
        for (int r = 0; r < ROWS; r++) {
            targets.addRow(r);
            int token = random.nextInt(vocabulary);
            if (r % 4 != 2) {
                targets.addTarget(token, 0);
            }
            if (r % 3 == 0) {
                targets.addTarget(r % 2 == 0 ? token : vocabulary - 1, 1);
            }
        }
        return targets;
    }

    /// What the end of a diverged run depends on.
    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 40, 41})
    default void oneNanAmongTheLogitsMakesTheRowsLogProbNan(int place) {
        try (Backend backend = open()) {
            int vocabulary = 42;
            FloatTensor logits = backend.floats(2, vocabulary);
            float[] values = new float[2 * vocabulary];
            values[vocabulary + place] = Float.NaN;
            backend.upload(values, values.length, logits);
            FloatTensor log = backend.floats(2, 1);
            Targets targets = new Targets(2);
            targets.addRow(0);
            targets.addTarget(3, 0);
            targets.addRow(1);
            targets.addTarget(3, 0);
            double[] logProbs = new double[2];
            backend.logProbs(0, 2, targets, logits, log, logProbs);
            assertThat(logProbs[0]).isCloseTo(-Math.log(vocabulary), within(1e-6));
            assertThat(logProbs[1]).isNaN();
            backend.logProbsBackward(0, 2, targets, logits, 0, log, new double[] {1, 1});
            backend.download(logits, values, values.length);
            for (int c = 0; c < vocabulary; c++) {
                assertThat(values[c]).isFinite();
                assertThat(values[vocabulary + c]).isNaN();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    default void infiniteLogitsAreSeen(Infinity kind) {
        try (Backend backend = open()) {
            int vocabulary = 20;
            FloatTensor logits = backend.floats(1, vocabulary);
            float[] values = new float[vocabulary];
            Arrays.fill(values, kind.others);
            values[17] = kind.one;
            backend.upload(values, vocabulary, logits);
            Targets targets = new Targets(2);
            targets.addRow(0);
            targets.addTarget(17, 0);
            targets.addTarget(2, 1);
            double[] logProbs = new double[2];
            backend.logProbs(0, 1, targets, logits, backend.floats(1, 1), logProbs);
            assertThat(logProbs).usingComparatorWithPrecision(1e-6).containsExactly(kind.logProbs);
        }
    }

    /// As `torch.log_softmax` has it.
    enum Infinity {
        MASKED(Float.NEGATIVE_INFINITY, 0, Double.NEGATIVE_INFINITY, -Math.log(19)),
        ONLY_MASKED(Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY, Double.NaN, Double.NaN),
        OVERFLOWN(Float.POSITIVE_INFINITY, 0, Double.NaN, Double.NaN);

        private final float one;
        private final float others;
        private final double[] logProbs;

        Infinity(float one, float others, double... logProbs) {
            this.one = one;
            this.others = others;
            this.logProbs = logProbs;
        }
    }
}
