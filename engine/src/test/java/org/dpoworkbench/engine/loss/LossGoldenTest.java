package org.dpoworkbench.engine.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.dpoworkbench.engine.config.FDivergence;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossConfigBuilder;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Losses and gradients against TRL 1.16.0 and the closed formulas: in float64 relative 1e-12 plus absolute
/// 1e-15, where the library computes in float32 relative 1e-5 plus what float32 loses of the numbers on the way.
class LossGoldenTest {
    private static final JsonNode GOLDEN = read();
    private static final List<PairLogProbs> CASES =
            GOLDEN.get("cases").valueStream().map(LossGoldenTest::pair).toList();
    private static final double EXACT = 1e-12;
    private static final double SINGLE = 1e-5;

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyPairsLossAndGradientAreThoseOfTheLibrary(String name, JsonNode row) {
        PairwiseLoss loss = PairwiseLoss.of(config(row));
        Closeness close = Closeness.of(row);
        for (int i = 0; i < CASES.size(); i++) {
            PairGradient at = loss.alone(CASES.get(i));
            String what = name + ", case " + i;
            close.compare(what, at.loss(), row.get("loss").get(i));
            close.compare(
                    what + " chosen", at.chosen(), row.get("grad_logp_chosen").get(i));
            close.compare(
                    what + " rejected",
                    at.rejected(),
                    row.get("grad_logp_rejected").get(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formulas")
    void whereTheLibraryHasNoneTheClosedFormulaIsMet(String name, JsonNode row) {
        PairwiseLoss loss = PairwiseLoss.of(config(row));
        for (int i = 0; i < CASES.size(); i++) {
            PairGradient at = loss.alone(CASES.get(i));
            String what = name + ", case " + i;
            Closeness.FLOAT64.compare(what, at.loss(), row.get("loss").get(i));
            Closeness.FLOAT64.compare(
                    what + " chosen", at.chosen(), row.get("grad_logp_chosen").get(i));
            Closeness.FLOAT64.compare(
                    what + " rejected",
                    at.rejected(),
                    row.get("grad_logp_rejected").get(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("batches")
    void aBatchsLossAndGradientAreThoseOfTheLibrary(String name, JsonNode row) {
        PairBatch batch = new PairBatch(8);
        row.get("case_ids").forEach(id -> batch.add(CASES.get(id.intValue())));
        PairwiseLoss.of(config(row)).addTo(batch, 1);
        int n = batch.pairs();
        double sum = 0;
        double margin = 0;
        for (int i = 0; i < n; i++) {
            sum += batch.loss(i);
            margin += batch.pair(i).margin();
            double chosen = batch.chosenGradient(i) + likelihood(batch, i);
            Closeness.FLOAT64.compare(
                    name, chosen / n, row.get("grad_logp_chosen").get(i));
            Closeness.FLOAT64.compare(
                    name,
                    batch.rejectedGradient(i) / n,
                    row.get("grad_logp_rejected").get(i));
        }
        Closeness.FLOAT64.compare(name, sum / n, row.get("loss"));
        if (row.has("metrics")) {
            assertThat(row.get("beta").doubleValue() * margin / n)
                    .isCloseTo(row.get("metrics").get("rewards/margins").doubleValue(), within(1e-9));
        }
    }

    /// The goldens' model gives a completion's log-prob to its first token and 0 to the others, so that a completion's
    /// gradient is its first token's.
    private static double likelihood(PairBatch batch, int i) {
        return batch.likelihoodGradient(i);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verdicts")
    void aBatchOfVerdictsHasTheLibrarysLoss(String name, JsonNode row) {
        VerdictLoss loss = VerdictLoss.of(config(row));
        int n = row.get("labels").size();
        double kl = 0;
        if (loss.usesKl()) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += number(row.get("kl_logps").get(i))
                        - number(row.get("ref_kl_logps").get(i));
            }
            kl = VerdictLoss.kl(sum, n);
            Closeness.FLOAT64.compare(name + " kl", kl, row.get("kl"));
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double logRatio = number(row.get("logps").get(i))
                    - number(row.get("ref_logps").get(i));
            VerdictGradient at = loss.at(logRatio, row.get("labels").get(i).booleanValue(), kl);
            sum += at.loss();
            Closeness.OF_ONE_MINUS_SIGMOID.compare(
                    name, at.logRatio() / n, row.get("grad_logps").get(i));
        }
        Closeness.OF_ONE_MINUS_SIGMOID.compare(name, sum / n, row.get("loss"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutReference")
    void lossesWithoutAReferenceAreTheLibrarys(String name, JsonNode row) {
        PairwiseLoss loss = PairwiseLoss.of(config(row));
        Closeness close = Closeness.of(row);
        for (int i = 0; i < row.get("loss").size(); i++) {
            // Lengths of 1: a mean log-prob is the log-prob.
            PairGradient at = loss.alone(new PairLogProbs(
                    number(row.get("logp_chosen").get(i)),
                    number(row.get("logp_rejected").get(i)),
                    0,
                    0,
                    1,
                    1));
            double likelihood = row.get("loss_type").stringValue().equals("orpo_odds_ratio_term")
                    ? -number(row.get("logp_chosen").get(i))
                    : 0;
            close.compare(
                    name + " " + i, at.loss() - likelihood, row.get("loss").get(i));
            close.compare(
                    name + " " + i + " chosen",
                    at.chosen() - (likelihood == 0 ? 0 : -1),
                    row.get("grad_logp_chosen").get(i));
            close.compare(
                    name + " " + i + " rejected",
                    at.rejected(),
                    row.get("grad_logp_rejected").get(i));
        }
    }

    static Stream<Arguments> rows() {
        return named("rows");
    }

    static Stream<Arguments> formulas() {
        return named("formula");
    }

    static Stream<Arguments> batches() {
        return Stream.concat(named("batches"), named("weighted_sums"));
    }

    static Stream<Arguments> verdicts() {
        return named("kto");
    }

    static Stream<Arguments> withoutReference() {
        return named("reference_free");
    }

    private static Stream<Arguments> named(String section) {
        List<JsonNode> rows = new ArrayList<>(GOLDEN.get(section).values());
        return IntStream.range(0, rows.size()).mapToObj(i -> {
            JsonNode row = rows.get(i);
            StringBuilder name = new StringBuilder(section + " " + i + ":");
            for (String option : List.of(
                    "loss_type",
                    "beta",
                    "label_smoothing",
                    "f_divergence",
                    "f_alpha",
                    "discopop_tau",
                    "alpha",
                    "simpo_gamma",
                    "case_ids")) {
                if (row.has(option)) {
                    name.append(' ').append(option).append(' ').append(row.get(option));
                }
            }
            return Arguments.of(name.toString(), row);
        });
    }

    /// The configuration that a row is of.
    private static LossConfig config(JsonNode row) {
        List<String> names = row.get("loss_type").isArray()
                ? row.get("loss_type").valueStream().map(JsonNode::stringValue).toList()
                : List.of(row.get("loss_type").stringValue());
        List<LossType> types = names.stream().map(LossGoldenTest::type).toList();
        LossConfigBuilder settings = LossConfig.of(types);
        if (row.path("loss_weights").isArray()) {
            settings.weights(row.get("loss_weights")
                    .valueStream()
                    .map(JsonNode::doubleValue)
                    .toList());
        }
        String first = names.getFirst();
        boolean fromTrl = row.get("source").stringValue().equals("trl");
        for (LossOption option : LossOption.of(types)) {
            // TRL's sigmoid does without the label smoothing that it is given.
            boolean ignored = fromTrl && option == LossOption.LABEL_SMOOTHING && types.getFirst() == LossType.SIGMOID;
            if (row.path(option.text()).isNumber() && !ignored) {
                settings.set(option, row.get(option.text()).doubleValue());
            }
        }
        if (first.equals("ipo_summed")) {
            settings.set(LossOption.IPO_NORMALISATION, IpoNormalisation.SUM);
        }
        if (first.startsWith("cpo") || first.equals("sigmoid_reference_free")) {
            settings.set(LossOption.CPO_ALPHA, 0.0); // the rows are of the preference term
        }
        if (row.has("f_divergence")) {
            settings.set(
                    LossOption.F_DIVERGENCE_TYPE,
                    Named.of(
                            FDivergence.class,
                            "f_divergence",
                            row.get("f_divergence").stringValue()));
        }
        if (row.has("f_alpha")) {
            settings.set(LossOption.F_DIVERGENCE_TYPE, FDivergence.ALPHA_DIVERGENCE)
                    .set(LossOption.F_ALPHA_DIVERGENCE_COEF, row.get("f_alpha").doubleValue());
        }
        return settings.build();
    }

    private static LossType type(String name) {
        return switch (name) {
            case "ipo_summed" -> LossType.IPO;
            case "sigmoid_reference_free", "cpo_sigmoid" -> LossType.CPO;
            case "sigmoid_alpha_divergence" -> LossType.SIGMOID;
            case "orpo_odds_ratio_term" -> LossType.ORPO;
            default -> LossType.valueOf(name.toUpperCase(Locale.ROOT));
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

    private static double number(JsonNode node) {
        return node.isString()
                ? switch (node.stringValue()) {
                    case "inf" -> Double.POSITIVE_INFINITY;
                    case "-inf" -> Double.NEGATIVE_INFINITY;
                    default -> Double.NaN;
                }
                : node.doubleValue();
    }

    /// How near two numbers are to be. Where the library's is not finite ours may be, but is never no number.
    private record Closeness(double relative, double absolute) {
        static final Closeness FLOAT64 = new Closeness(EXACT, 1e-15);
        /// Of 1 - σ(x) the library keeps what is left after 1, in float64 to 2.2e-16.
        static final Closeness OF_ONE_MINUS_SIGMOID = new Closeness(EXACT, 4e-16);
        static final Closeness FLOAT32 = new Closeness(SINGLE, 2e-6);
        /// DiscoPOP divides the rounded margin by τ = 0.05.
        static final Closeness FLOAT32_OVER_TAU = new Closeness(20 * SINGLE, 2e-6);
        /// The library's gradient of EXO is a sum of terms of size 1 that cancel to 1e-9, times e^4 of the
        /// forward KL: it is 2e-14 off the true value, -1.354295836709797e-9 in fifty digits.
        static final Closeness CANCELLED = new Closeness(EXACT, 1e-13);

        static Closeness of(JsonNode row) {
            String type = row.get("loss_type").stringValue();
            if (row.get("dtype").stringValue().equals("float32")) {
                return type.equals("discopop") ? FLOAT32_OVER_TAU : FLOAT32;
            }
            return type.equals("exo_pair") && row.has("f_divergence") ? CANCELLED : FLOAT64;
        }

        void compare(String what, double actual, JsonNode expected) {
            double want = number(expected);
            if (!Double.isFinite(want)) {
                assertThat(actual).as(what).isNotNaN();
                return;
            }
            assertThat(actual).as(what).isCloseTo(want, within(absolute + relative * Math.abs(want)));
        }
    }

    private static JsonNode read() {
        try (InputStream in =
                new GZIPInputStream(LossGoldenTest.class.getResourceAsStream("/goldens/losses.json.gz"))) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
