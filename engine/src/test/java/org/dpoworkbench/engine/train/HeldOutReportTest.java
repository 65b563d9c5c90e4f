package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.zip.GZIPInputStream;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.loss.Ipo;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.model.AdaptedModel;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every metric of an evaluation against its definition, written out anew from the per-pair numbers.
class HeldOutReportTest {
    private static final double BETA = 0.25;

    @TempDir
    Path path;

    /// A pair's numbers: policy, reference, lengths.
    private record Numbers(double w, double l, double refW, double refL, int lenW, int lenL, boolean cut) {
        double h() {
            return (w - refW) - (l - refL);
        }

        double hPerToken() {
            return (w - refW) / lenW - (l - refL) / lenL;
        }
    }

    @Test
    void everyMetricIsItsDefinition() {
        List<Numbers> all = numbers(40);
        Map<String, Double> got = report(all);

        Map<String, Double> expected = new LinkedHashMap<>();
        expected.put("loss", mean(all, p -> Math.pow(p.h() - 1 / (2 * BETA), 2)));
        expected.put("rewards/chosen", mean(all, p -> BETA * (p.w - p.refW)));
        expected.put("rewards/rejected", mean(all, p -> BETA * (p.l - p.refL)));
        expected.put("rewards/margins", mean(all, p -> BETA * p.h()));
        expected.put("rewards/accuracies", mean(all, p -> p.h() > 0 ? 1 : 0));
        expected.put(
                "rewards/ties",
                mean(all, p -> Math.abs(p.h()) <= 1e-3 + 1e-6 * (Math.abs(p.w) + Math.abs(p.l)) ? 1 : 0));
        expected.put("logps/chosen", mean(all, p -> p.w));
        expected.put("logps/rejected", mean(all, p -> p.l));
        expected.put("logps/accuracies", mean(all, p -> p.w > p.l ? 1 : 0));
        expected.put("logratios/chosen", mean(all, p -> p.w - p.refW));
        expected.put("logratios/rejected", mean(all, p -> p.l - p.refL));
        expected.put("logratios_per_token/chosen", mean(all, p -> (p.w - p.refW) / p.lenW));
        expected.put("logratios_per_token/rejected", mean(all, p -> (p.l - p.refL) / p.lenL));
        expected.put("margins/sum", mean(all, Numbers::h));
        expected.put("margins/mean", mean(all, Numbers::hPerToken));
        expected.put("weights/mean", mean(all, p -> 1 / (1 + Math.exp(BETA * p.h()))));
        expected.put("lengths/chosen", mean(all, p -> p.lenW));
        expected.put("lengths/rejected", mean(all, p -> p.lenL));
        expected.put("lengths/gap", mean(all, p -> p.lenW - p.lenL));
        expected.put("lengths/truncated", mean(all, p -> p.cut ? 0.5 : 0));
        List<Numbers> matched = all.stream()
                .filter(p -> Math.abs(p.lenW - p.lenL) <= 0.1 * Math.max(p.lenW, p.lenL))
                .toList();
        expected.put("rewards/accuracies_length_matched_n", (double) matched.size());
        expected.put("rewards/accuracies_length_matched", mean(matched, p -> p.h() > 0 ? 1 : 0));
        double rho = spearman(all, Numbers::h, p -> p.lenW - p.lenL);
        expected.put("lengths/margin_correlation", rho);
        expected.put("lengths/margin_correlation_low", fisher(rho, 40, -1));
        expected.put("lengths/margin_correlation_high", fisher(rho, 40, 1));
        double perToken = spearman(all, Numbers::hPerToken, p -> p.lenW - p.lenL);
        expected.put("lengths/margin_mean_correlation", perToken);
        expected.put("lengths/margin_mean_correlation_low", fisher(perToken, 40, -1));
        expected.put("lengths/margin_mean_correlation_high", fisher(perToken, 40, 1));
        double[] wilson = wilson(expected.get("rewards/accuracies"), 40);
        expected.put("rewards/accuracies_low", wilson[0]);
        expected.put("rewards/accuracies_high", wilson[1]);

        assertThat(got).hasSameSizeAs(expected);
        expected.forEach((name, value) -> assertThat(got.get("eval_" + name))
                .as(name)
                .isNotNull()
                .isCloseTo(value, within(1e-10 * Math.max(1, Math.abs(value)))));
        // The shares are neither 0 nor 1, so that they can be wrong.
        assertThat(List.of("rewards/accuracies", "rewards/ties", "logps/accuracies", "lengths/truncated"))
                .allSatisfy(name -> assertThat(expected.get(name)).isBetween(0.02, 0.98));
        assertThat(matched).hasSizeBetween(3, 37);
    }

    @Test
    void aCorrelationBelowThirtyPairsIsAbsent() {
        assertThat(report(numbers(29))).doesNotContainKeys(correlations());
        assertThat(report(numbers(30))).containsKeys(correlations());
    }

    @Test
    void aCorrelationWithoutVarianceIsAbsent() {
        List<Numbers> equalGaps = numbers(30).stream()
                .map(p -> new Numbers(p.w, p.l, p.refW, p.refL, 9, 9, false))
                .toList();
        assertThat(report(equalGaps)).doesNotContainKeys(correlations());
    }

    @Test
    void anAccuracyOverNoPairsIsAbsentAndTheirNumberIsZero() {
        List<Numbers> unlike = numbers(30).stream()
                .map(p -> new Numbers(p.w, p.l, p.refW, p.refL, 20, 10, false))
                .toList();
        assertThat(report(unlike))
                .doesNotContainKey("eval_rewards/accuracies_length_matched")
                .containsEntry("eval_rewards/accuracies_length_matched_n", 0.0);
    }

    @Test
    void theFileOfPairsHoldsWhatTheMeansAreMadeOf() throws IOException {
        RunFolder folder = new RunFolder(path.resolve("run"));
        Files.createDirectories(folder.path());
        ModelFolder policy = TinyRun.model();
        ModelFolder reference = TinyRun.trained(path.resolve("trained"));
        List<TokenizedPair> heldOut = TinyRun.pairs(10, 16);
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(
                    TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 1, Sampling.SEQUENTIAL)),
                    backend,
                    policy,
                    TinyRun.set(TinyRun.pairs(0, 4), heldOut));
            trainer.prepare(reference, false, path.resolve("cache"), Progress.NONE);
            trainer.load(policy);
            Event.Evaluation evaluation = trainer.evaluate(folder, Progress.NONE);
            assertThat(evaluation.pairs()).hasValue("pairs-step-000000.csv.gz");

            PairScorer scorer = new PairScorer(backend, heldOut);
            PairScorer.Scores own = scorer.scores(AdaptedModel.of(policy), "policy", Progress.NONE);
            PairScorer.Scores frozen = scorer.scores(AdaptedModel.of(reference), "reference", Progress.NONE);
            List<String> lines = lines(folder.path().resolve(evaluation.pairs().orElseThrow()));
            assertThat(lines.getFirst())
                    .isEqualTo("id,source,line,step,policy_chosen_logp,policy_rejected_logp,reference_chosen_logp,"
                            + "reference_rejected_logp,prompt_tokens,chosen_tokens,rejected_tokens");
            assertThat(lines).hasSize(heldOut.size() + 1);
            double sum = 0;
            for (int p = 0; p < heldOut.size(); p++) {
                String[] fields = lines.get(p + 1).split(",", -1);
                TokenizedPair pair = heldOut.get(p);
                assertThat(List.of(fields).subList(0, 4)).containsExactly(pair.id(), "data.json", "" + (p + 11), "0");
                double[] logProbs = {own.chosen(p), own.rejected(p), frozen.chosen(p), frozen.rejected(p)};
                for (int i = 0; i < 4; i++) {
                    assertThat(Double.parseDouble(fields[4 + i])).isCloseTo(logProbs[i], within(4e-4));
                }
                assertThat(List.of(fields).subList(8, 11))
                        .containsExactly(
                                "" + pair.prompt().length, "" + pair.chosen().length, "" + pair.rejected().length);
                sum += Double.parseDouble(fields[4]);
            }
            assertThat(evaluation.metrics().get("eval_logps/chosen")).isCloseTo(sum / heldOut.size(), within(1e-10));
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try (var text =
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)) {
            return text.readAllLines();
        }
    }

    private static String[] correlations() {
        return new String[] {
            "eval_lengths/margin_correlation",
            "eval_lengths/margin_correlation_low",
            "eval_lengths/margin_correlation_high",
            "eval_lengths/margin_mean_correlation",
            "eval_lengths/margin_mean_correlation_low",
            "eval_lengths/margin_mean_correlation_high"
        };
    }

    /// Some pairs are ties up to rounding, some cut, some of equal length.
    private static List<Numbers> numbers(int n) {
        Random random = new Random(5);
        List<Numbers> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double w = -20 - 30 * random.nextDouble();
            double l = -20 - 30 * random.nextDouble();
            double refW = w - 1 + 3 * random.nextDouble();
            double refL = i % 7 == 0 ? l - (w - refW) + 1e-4 : l - 1 + 3 * random.nextDouble();
            all.add(new Numbers(w, l, refW, refL, 5 + random.nextInt(8), 5 + random.nextInt(8), i % 3 == 0));
        }
        return all;
    }

    private static Map<String, Double> report(List<Numbers> all) {
        List<TokenizedPair> pairs = new ArrayList<>();
        List<PairLogProbs> numbers = new ArrayList<>();
        for (Numbers p : all) {
            pairs.add(new TokenizedPair(
                    "id",
                    "file",
                    1,
                    new int[1],
                    new int[p.lenW],
                    new int[p.lenL],
                    new boolean[p.lenW],
                    new boolean[p.lenL],
                    false,
                    p.cut,
                    Optional.empty()));
            numbers.add(new PairLogProbs(p.w, p.l, p.refW, p.refL, p.lenW, p.lenL));
        }
        Ipo loss = new Ipo(BETA, IpoNormalisation.SUM);
        double[] losses = numbers.stream().mapToDouble(p -> loss.at(p).loss()).toArray();
        return HeldOutReport.of(Optional.empty(), pairs, numbers, losses, BETA);
    }

    private static double mean(List<Numbers> all, ToDoubleFunction<Numbers> value) {
        return all.stream().mapToDouble(value).sum() / all.size();
    }

    /// Pearson's correlation of mid-ranks, each counted out: 1 + those below + half of the other ties.
    private static double spearman(List<Numbers> all, ToDoubleFunction<Numbers> x, ToDoubleFunction<Numbers> y) {
        ToDoubleFunction<Numbers> rankX = p -> rank(all, x, p);
        ToDoubleFunction<Numbers> rankY = p -> rank(all, y, p);
        double middle = (all.size() + 1) / 2.0;
        double xy = mean(all, p -> (rankX.applyAsDouble(p) - middle) * (rankY.applyAsDouble(p) - middle));
        double xx = mean(all, p -> Math.pow(rankX.applyAsDouble(p) - middle, 2));
        double yy = mean(all, p -> Math.pow(rankY.applyAsDouble(p) - middle, 2));
        return xy / Math.sqrt(xx * yy);
    }

    private static double rank(List<Numbers> all, ToDoubleFunction<Numbers> value, Numbers p) {
        double own = value.applyAsDouble(p);
        long below = all.stream().filter(o -> value.applyAsDouble(o) < own).count();
        long same = all.stream().filter(o -> value.applyAsDouble(o) == own).count();
        return 1 + below + (same - 1) / 2.0;
    }

    private static double fisher(double rho, int n, int side) {
        double atanh = Math.log((1 + rho) / (1 - rho)) / 2;
        return Math.tanh(atanh + side * 1.959963984540054 * Math.sqrt((1 + rho * rho / 2) / (n - 3)));
    }

    /// The roots of (p - x)² = z² x (1 - x) / n, from which Wilson's interval is derived.
    private static double[] wilson(double p, int n) {
        double z2 = Math.pow(1.959963984540054, 2) / n;
        double a = 1 + z2;
        double b = -(2 * p + z2);
        double root = Math.sqrt(b * b - 4 * a * p * p);
        return new double[] {(-b - root) / (2 * a), (-b + root) / (2 * a)};
    }
}
