package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.dpoworkbench.engine.compute.Targets;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossConfigBuilder;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.golden.Goldens;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// LD-DPO, WPO and the likelihood term against TRL 1.16.0, token by token, in float64: the objective is given the
/// golden's token log-probs in place of a model's.
class TokenWeightingGoldenTest {
    private static final JsonNode GOLDEN = read();
    private static final int PAIRS = GOLDEN.get("pairs").intValue();

    static Stream<JsonNode> rows() {
        return GOLDEN.get("rows").valueStream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void theGradientOfEveryTokenIsTheLibrarys(JsonNode row) {
        LossConfig loss = config(row);
        double[][] policy = sequences("policy_token_logps");
        double[][] squares = sequences("policy_log_sum_sq_probs");
        List<TokenizedPair> pairs = pairs(policy);
        TokenWeighting weighting = TokenWeighting.of(loss);
        TokenBudget budget = new TokenBudget(200, PAIRS, 2);
        LogProbTable reference = reference(pairs, weighting, budget);
        PairObjective objective = new PairObjective(
                pairs,
                pairs.stream().map(PairLengths::of).toList(),
                loss.usesReference() ? Optional.of(reference) : Optional.empty(),
                loss,
                budget,
                PAIRS);
        StepExamples step = new StepExamples(PAIRS, 1);
        step.addBatch(new int[] {0, 1, 2, 3}, PAIRS, 1);
        MicroBatch micro = micro(pairs, budget, weighting, policy, squares);
        double[] gradient = new double[budget.targets()];
        objective.begin(step);
        objective.see(micro, 0);
        objective.gradient(micro, 0, gradient);
        close("loss", objective.loss(), row.get("loss").doubleValue());
        Targets targets = micro.packer().batch().targets;
        int[] seen = new int[2 * PAIRS];
        for (int t = 0; t < targets.targets; t++) {
            int s = targets.sequence[t];
            JsonNode want = row.get("grad_token_logps").get(row(s)).get(seen[s]);
            close("sequence %s token %s".formatted(s, seen[s]), gradient[t], want.doubleValue());
            seen[s]++;
        }
        for (int s = 0; s < seen.length; s++) {
            assertThat(seen[s]).isEqualTo(policy[row(s)].length);
        }
    }

    /// The golden has the chosen completions first, then the rejected ones.
    private static int row(int sequence) {
        return sequence / 2 + (sequence % 2) * PAIRS;
    }

    private static LogProbTable reference(List<TokenizedPair> pairs, TokenWeighting weighting, TokenBudget budget) {
        TokenWeighting plain = new TokenWeighting(weighting.beyondShared(), false);
        MicroBatch micro = micro(pairs, budget, plain, sequences("ref_token_logps"), null);
        CompletionSums sums = new CompletionSums(budget, plain);
        sums.sum(micro);
        LogProbTable table = new LogProbTable(pairs, weighting);
        for (int p = 0; p < PAIRS; p++) {
            table.take(p, sums, micro.packer().firstSequence(p));
        }
        return table;
    }

    private static MicroBatch micro(
            List<TokenizedPair> pairs,
            TokenBudget budget,
            TokenWeighting weighting,
            double[][] logProbs,
            double[][] squares) {
        MicroBatch micro = new MicroBatch(budget, weighting.aligned());
        pairs.forEach(pair -> assertThat(micro.packer().add(pair)).isTrue());
        Targets targets = micro.packer().batch().targets;
        int[] seen = new int[2 * PAIRS];
        for (int t = 0; t < targets.targets; t++) {
            int s = targets.sequence[t];
            micro.logProbs()[t] = logProbs[row(s)][seen[s]];
            if (weighting.aligned()) {
                micro.logSumSquares()[t] = squares[row(s)][seen[s]];
            }
            seen[s]++;
        }
        return micro;
    }

    private static List<TokenizedPair> pairs(double[][] lengths) {
        List<TokenizedPair> pairs = new ArrayList<>();
        for (int p = 0; p < PAIRS; p++) {
            pairs.add(TokenizedPair.of(
                    "p" + p,
                    "golden",
                    p + 1,
                    new int[] {1},
                    new int[lengths[p].length],
                    new int[lengths[PAIRS + p].length]));
        }
        return pairs;
    }

    private static LossConfig config(JsonNode row) {
        LossType type = LossType.valueOf(row.get("loss_type").stringValue().toUpperCase(Locale.ROOT));
        LossConfigBuilder settings = LossConfig.of(type);
        for (LossOption option : List.of(LossOption.BETA, LossOption.LD_ALPHA)) {
            if (row.has(option.text()) && type.uses(option)) {
                settings.set(option, row.get(option.text()).doubleValue());
            }
        }
        if (row.has("use_weighting")) {
            settings.set(LossOption.USE_WEIGHTING, true);
        }
        return settings.build();
    }

    private static double[][] sequences(String name) {
        return GOLDEN.get(name).valueStream().map(Goldens::doubles).toArray(double[][]::new);
    }

    private static void close(String what, double actual, double expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-15 + 1e-12 * Math.abs(expected)));
    }

    private static JsonNode read() {
        try (InputStream in =
                new GZIPInputStream(TokenWeightingGoldenTest.class.getResourceAsStream("/goldens/losses.json.gz"))) {
            return JsonMapper.shared().readTree(in).get("per_token");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
