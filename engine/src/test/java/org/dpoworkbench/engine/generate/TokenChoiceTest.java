package org.dpoworkbench.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenChoiceTest {
    private static final float[] LOGITS = {99, 1.5f, 0, -1, 0.25f, 2, 99}; // the row is from 1 to 5
    private static final int OFFSET = 1;
    private static final int VOCABULARY = 5;
    /// The 99.9 % quantile of χ² with 4 degrees of freedom (`scipy.stats.chi2.ppf(0.999, 4)`; tables: 18.467).
    private static final double CRITICAL = 18.46682695290317;

    private static final BitSet NOTHING = new BitSet();

    private final SplittableRandom random = new SplittableRandom(11);

    /// Against transformers' logits processors (`docs/goldens/sampling.py`): the same tokens are left, with the same
    /// probabilities.
    @Test
    void whatIsDrawnFromIsTransformersDistribution() throws IOException {
        try (InputStream in = TokenChoiceTest.class.getResourceAsStream("/sampling/distributions.json")) {
            JsonNode rows = JsonMapper.shared().readTree(in);
            assertThat(rows).hasSizeGreaterThan(10);
            for (JsonNode row : rows) {
                SamplingConfig config = new SamplingConfig(
                        1,
                        row.get("temperature").asDouble(),
                        row.get("top_k").asInt(),
                        row.get("top_p").asDouble(),
                        row.get("min_p").asDouble(),
                        row.get("repetition_penalty").asDouble(),
                        List.of());
                BitSet seen = new BitSet();
                row.get("seen").forEach(token -> seen.set(token.asInt()));
                double[] expected = doubles(row.get("probabilities"));
                double[] actual =
                        new TokenChoice(config).distribution(floats(row.get("logits")), expected.length, seen);
                for (int v = 0; v < expected.length; v++) {
                    assertThat(actual[v] == 0).as("%s, token %s", config, v).isEqualTo(expected[v] == 0);
                }
                // The processors compute in float32.
                assertThat(actual).containsExactly(expected, within(2e-6));

                TokenChoice choice = new TokenChoice(config);
                for (int d = 0; d < 500; d++) {
                    int drawn = choice.next(floats(row.get("logits")), 0, expected.length, seen, random);
                    assertThat(expected[drawn]).as("%s draws %s", config, drawn).isPositive();
                }
            }
        }
    }

    private static double[] doubles(JsonNode list) {
        double[] values = new double[list.size()];
        Arrays.setAll(values, i -> list.get(i).asDouble());
        return values;
    }

    private static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) list.get(i).asDouble();
        }
        return values;
    }

    @Property
    void topKAndTopPLeaveTheLikeliestTokens(
            @ForAll @Size(min = 2, max = 60) List<@DoubleRange(min = -9, max = 9) Double> logits,
            @ForAll @IntRange(max = 70) int topK,
            @ForAll @DoubleRange(min = 0.01, max = 1) double topP) {
        float[] row = new float[logits.size()];
        for (int v = 0; v < row.length; v++) {
            row[v] = logits.get(v).floatValue();
        }
        var config = new SamplingConfig(1, 1, topK, topP, 0, 1, List.of());
        double[] p = new TokenChoice(config).distribution(row, row.length, NOTHING);
        assertThat(Arrays.stream(p).sum()).isCloseTo(1, within(1e-12));
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int v = 0; v < row.length; v++) {
            least = p[v] > 0 ? Math.min(least, row[v]) : least;
            most = p[v] > 0 ? most : Math.max(most, row[v]);
        }
        assertThat(least).isGreaterThanOrEqualTo(most);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void frequenciesFitTheSoftmaxAtTheTemperature(double temperature) {
        int draws = 100_000;
        TokenChoice choice = new TokenChoice(SamplingConfig.plain(1, temperature));
        int[] counts = new int[VOCABULARY];
        for (int d = 0; d < draws; d++) {
            counts[choice.next(LOGITS, OFFSET, VOCABULARY, NOTHING, random)]++;
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
        TokenChoice choice = new TokenChoice(SamplingConfig.plain(1, 0));
        assertThat(choice.next(LOGITS, OFFSET, VOCABULARY, NOTHING, random)).isEqualTo(4);
        assertThat(choice.next(new float[] {1, 3, 3, 2}, 0, 4, NOTHING, random)).isEqualTo(1);
    }

    @Test
    void aTokenWithoutProbabilityIsNeverDrawn() {
        TokenChoice choice = new TokenChoice(SamplingConfig.plain(1, 1));
        float[] logits = {Float.NEGATIVE_INFINITY, 0, Float.NEGATIVE_INFINITY};
        for (int d = 0; d < 1000; d++) {
            assertThat(choice.next(logits, 0, 3, NOTHING, random)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void logitsThatAreNoNumbersAreAnErrorAndNoToken(double temperature) {
        TokenChoice choice = new TokenChoice(SamplingConfig.plain(1, temperature));
        for (float[] logits :
                new float[][] {{Float.NaN, 1, 2}, {1, Float.NaN, 2}, {1, 2, Float.NaN}, {1, Float.POSITIVE_INFINITY, 2}
                }) {
            assertThatThrownBy(() -> choice.next(logits, 0, 3, NOTHING, random))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("nothing can be sampled");
        }
    }
}
