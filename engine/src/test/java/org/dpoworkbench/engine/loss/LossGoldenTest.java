package org.dpoworkbench.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Losses and gradients against TRL 1.16.0 and the closed formulas, in float64: relative 1e-12 plus absolute 1e-15.
class LossGoldenTest {
    private static final JsonNode GOLDEN = read();
    private static final List<PairLogProbs> CASES =
            GOLDEN.get("cases").valueStream().map(LossGoldenTest::pair).toList();

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyPairsLossAndGradientAreThoseOfTheLibrary(String name, JsonNode row) {
        PairLoss loss = loss(row);
        for (int i = 0; i < CASES.size(); i++) {
            PairGradient at = loss.at(CASES.get(i));
            String what = name + ", case " + i;
            assertClose(what, at.loss(), row.get("loss").get(i).doubleValue());
            assertClose(what, at.chosen(), row.get("grad_logp_chosen").get(i).doubleValue());
            assertClose(
                    what, at.rejected(), row.get("grad_logp_rejected").get(i).doubleValue());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("batches")
    void aBatchsLossIsTheMeanOverItsPairs(String name, JsonNode batch) {
        PairLoss loss = loss(batch);
        List<PairLogProbs> pairs = batch.get("case_ids")
                .valueStream()
                .map(id -> CASES.get(id.intValue()))
                .toList();
        List<PairGradient> at = pairs.stream().map(loss::at).toList();
        int n = pairs.size();
        double mean = at.stream().mapToDouble(PairGradient::loss).average().orElseThrow();
        assertClose(name, mean, batch.get("loss").doubleValue());
        for (int i = 0; i < n; i++) {
            assertClose(
                    name,
                    at.get(i).chosen() / n,
                    batch.get("grad_logp_chosen").get(i).doubleValue());
            assertClose(
                    name,
                    at.get(i).rejected() / n,
                    batch.get("grad_logp_rejected").get(i).doubleValue());
        }
        double rewardMargin = pairs.stream()
                .mapToDouble(p -> batch.get("beta").doubleValue() * p.margin())
                .average()
                .orElseThrow();
        assertThat(rewardMargin)
                .isCloseTo(batch.get("metrics").get("rewards/margins").doubleValue(), within(1e-9));
    }

    static Stream<Arguments> rows() {
        return named("pairs");
    }

    static Stream<Arguments> batches() {
        return named("batches");
    }

    private static Stream<Arguments> named(String section) {
        List<JsonNode> rows = new ArrayList<>(GOLDEN.get(section).values());
        return IntStream.range(0, rows.size()).mapToObj(i -> {
            JsonNode row = rows.get(i);
            String name = "%s %s: %s beta %s smoothing %s"
                    .formatted(section, i, row.get("loss_type"), row.get("beta"), row.get("label_smoothing"));
            return Arguments.of(name, row);
        });
    }

    private static PairLoss loss(JsonNode row) {
        double beta = row.get("beta").doubleValue();
        String type = row.get("loss_type").stringValue();
        return switch (type) {
            case "sigmoid" -> new Dpo(beta, row.get("label_smoothing").doubleValue());
            case "hinge" -> new Hinge(beta);
            case "ipo" -> new Ipo(beta, IpoNormalisation.MEAN);
            case "ipo_summed" -> new Ipo(beta, IpoNormalisation.SUM);
            default -> throw new AssertionError("no such loss in the goldens: " + type);
        };
    }

    private static PairLogProbs pair(JsonNode node) {
        return new PairLogProbs(
                node.get("logp_chosen").doubleValue(),
                node.get("logp_rejected").doubleValue(),
                node.get("ref_chosen").doubleValue(),
                node.get("ref_rejected").doubleValue(),
                node.get("n_chosen").intValue(),
                node.get("n_rejected").intValue());
    }

    private static void assertClose(String what, double actual, double expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(1e-15 + 1e-12 * Math.abs(expected)));
    }

    private static JsonNode read() {
        try (InputStream in = LossGoldenTest.class.getResourceAsStream("/goldens/losses.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
