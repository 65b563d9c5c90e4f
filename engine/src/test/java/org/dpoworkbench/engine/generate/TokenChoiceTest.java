package org.dpoworkbench.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenChoiceTest {
    private static final float[] LOGITS = {99, 1.5f, 0, -1, 0.25f, 2, 99}; // the row is from 1 to 5
    private static final int OFFSET = 1;
    private static final int VOCABULARY = 5;
    /// The 99.9 % quantile of χ² with 4 degrees of freedom (`scipy.stats.chi2.ppf(0.999, 4)`; tables: 18.467).
    private static final double CRITICAL = 18.46682695290317;

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void frequenciesFitTheSoftmaxAtTheTemperature(double temperature) {
        int draws = 100_000;
        TokenChoice choice = new TokenChoice(temperature, new SplittableRandom(11));
        int[] counts = new int[VOCABULARY];
        for (int d = 0; d < draws; d++) {
            counts[choice.next(LOGITS, OFFSET, VOCABULARY)]++;
        }
        double total = 0;
        for (int v = 0; v < VOCABULARY; v++) {
            total += Math.exp(LOGITS[OFFSET + v] / temperature);
        }
        double chiSquare = 0;
        for (int v = 0; v < VOCABULARY; v++) {
            double expected = draws * Math.exp(LOGITS[OFFSET + v] / temperature) / total;
            chiSquare += Math.pow(counts[v] - expected, 2) / expected;
        }
        assertThat(chiSquare).isLessThan(CRITICAL);
    }

    @Test
    void atTemperatureZeroItIsTheLikeliestAndOfEqualOnesTheFirst() {
        TokenChoice choice = new TokenChoice(0, new SplittableRandom(1));
        assertThat(choice.next(LOGITS, OFFSET, VOCABULARY)).isEqualTo(4);
        assertThat(choice.next(new float[] {1, 3, 3, 2}, 0, 4)).isEqualTo(1);
    }

    @Test
    void aTokenWithoutProbabilityIsNeverDrawn() {
        TokenChoice choice = new TokenChoice(1, new SplittableRandom(1));
        float[] logits = {Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY};
        for (int d = 0; d < 1000; d++) {
            assertThat(choice.next(logits, 0, 3)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void logitsThatAreNoNumbersAreAnErrorAndNoToken(double temperature) {
        TokenChoice choice = new TokenChoice(temperature, new SplittableRandom(1));
        for (float[] logits :
                new float[][] {{Float.NaN, 1, 2}, {1, Float.NaN, 2}, {1, 2, Float.NaN}, {1, Float.POSITIVE_INFINITY, 2}
                }) {
            assertThatThrownBy(() -> choice.next(logits, 0, 3))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("nothing can be sampled");
        }
    }
}
