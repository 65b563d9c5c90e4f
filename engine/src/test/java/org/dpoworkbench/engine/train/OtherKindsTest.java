package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.loss.Kto;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedRanking;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Training and evaluating on completions with verdicts, on ranked lists, and with losses that couple a batch.
class OtherKindsTest {
    private static final LossConfig KTO = LossConfig.of(LossType.KTO).build();
    private static final LossConfig PLACKETT_LUCE =
            LossConfig.of(LossType.PLACKETT_LUCE).build();

    @TempDir
    Path path;

    private final ModelFolder model = TinyRun.model();

    /// Rafailov et al. 2023, appendix A.3: of lists of two, Plackett–Luce DPO is DPO.
    @Test
    void rankedListsOfTwoTrainAsPairs() {
        List<Map<String, Double>> pairs = steps(TinyRun.DPO, TinyRun.set(TinyRun.pairs(0, 12), List.of()), 6, 2048);
        List<Map<String, Double>> lists = steps(PLACKETT_LUCE, TinyRun.set(rankings(0, 12, 2), List.of()), 6, 2048);
        for (int s = 0; s < pairs.size(); s++) {
            for (var metric : lists.get(s).entrySet()) {
                assertThat(metric.getValue())
                        .as("%s of step %s", metric.getKey(), s + 1)
                        .isCloseTo(pairs.get(s).get(metric.getKey()), within(1e-9 * (1 + Math.abs(metric.getValue()))));
            }
            assertThat(pairs.get(s).keySet()).containsAll(lists.get(s).keySet());
        }
    }

    /// log K! while policy and reference are the same.
    @Test
    void aListOfFourStartsAtTheLogOfItsOrdersAndComesIntoOrder() {
        List<Map<String, Double>> steps = steps(PLACKETT_LUCE, TinyRun.set(rankings(0, 12, 4), List.of()), 40, 256);
        assertThat(steps.getFirst().get("loss")).isCloseTo(Math.log(24), within(1e-12));
        assertThat(steps.getFirst().get("rewards/accuracies")).isZero();
        assertThat(steps.getLast().get("loss")).isLessThan(0.5 * Math.log(24));
        assertThat(steps.getLast().get("rewards/accuracies")).isGreaterThan(0.9);
    }

    static Stream<LossConfig> losses() {
        return Stream.of(
                KTO,
                PLACKETT_LUCE,
                LossConfig.of(LossType.AOT_UNPAIRED).build(),
                LossConfig.of(LossType.ORPO).build(),
                LossConfig.of(LossType.SIGMOID, LossType.SFT)
                        .set(LossOption.USE_WEIGHTING, true)
                        .build(),
                LossConfig.of(LossType.SIGMOID).set(LossOption.LD_ALPHA, 0.5).build());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void aResumedRunIsTheUndisturbedOneToTheBit(LossConfig loss) {
        RunConfig config = TinyRun.config(loss, TinyRun.ADAMW, TinyRun.batch(4, 1, 8, Sampling.RANDOM, 256));
        TokenizedSet<? extends TokenizedExample> set = set(loss, 10);
        List<Map<String, Double>> undisturbed;
        float[] weights;
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = started(config, backend, set, "one");
            undisturbed = TinyRun.stepTo(trainer, 8);
            weights = TinyRun.weights(backend, trainer);
        }
        RunFolder folder = new RunFolder(path.resolve("run"));
        List<Map<String, Double>> steps = new ArrayList<>();
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = started(config, backend, set, "other");
            steps.addAll(TinyRun.stepTo(trainer, 5));
            trainer.checkpoint(folder, model);
        }
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(config, backend, model, set);
            trainer.prepare(model, true, path.resolve("other"), Progress.NONE);
            trainer.resume(Trainer.newestCheckpoint(folder).orElseThrow());
            steps.addAll(TinyRun.stepTo(trainer, 8));
            assertThat(TinyRun.weights(backend, trainer)).isEqualTo(weights);
        }
        assertThat(steps).isEqualTo(undisturbed).doesNotHaveDuplicates();
    }

    /// Packing changes no number beyond rounding, also where a batch must be seen whole.
    @ParameterizedTest
    @MethodSource("losses")
    void packingChangesNothingBeyondRounding(LossConfig loss) {
        List<Map<String, Double>> small = steps(loss, set(loss, 10), 6, 128);
        List<Map<String, Double>> large = steps(loss, set(loss, 10), 6, 4096);
        for (int s = 0; s < small.size(); s++) {
            for (String metric : List.of("loss", "grad_norm", "logps/chosen")) {
                double want = large.get(s).get(metric);
                assertThat(small.get(s).get(metric))
                        .as("%s of step %s", metric, s + 1)
                        .isCloseTo(want, within(2e-5 * Math.max(loss.useWeighting() ? 1e-9 : 1, Math.abs(want))));
            }
        }
    }

    /// The file's rows make the metrics, and the KL is that of completions under their neighbours' prompts.
    @Test
    void heldOutVerdictsAreEvaluatedAndFiledOneByOne() throws IOException {
        List<TokenizedCompletion> held = completions(24, 32);
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = started(
                    TinyRun.config(KTO, TinyRun.ADAMW, TinyRun.batch(4, 1, 6, Sampling.SEQUENTIAL)),
                    backend,
                    TinyRun.set(completions(0, 24), held),
                    "cache");
            RunFolder folder = new RunFolder(Files.createDirectories(path.resolve("run")));
            Map<String, Double> before = trainer.evaluate(folder, Progress.NONE).metrics();
            assertThat(before.get("eval_loss")).isEqualTo(0.5);
            assertThat(before.get("eval_kl")).isZero();
            TinyRun.stepTo(trainer, 6);
            Map<String, Double> after = trainer.evaluate(folder, Progress.NONE).metrics();

            List<CSVRecord> rows = rows(folder.completions(6));
            assertThat(rows).hasSize(held.size());
            double kl = after.get("eval_kl");
            assertThat(kl).isNotNegative();
            double desirable = 0;
            int count = 0;
            for (CSVRecord row : rows) {
                double logRatio =
                        Double.parseDouble(row.get("policy_logp")) - Double.parseDouble(row.get("reference_logp"));
                if (Boolean.parseBoolean(row.get("desirable"))) {
                    desirable += logRatio;
                    count++;
                }
                assertThat(row.get("rank")).isEmpty();
            }
            assertThat(count).isEqualTo(held.size() / 2);
            assertThat(after.get("eval_desirable")).isEqualTo(0.5);
            assertThat(after.get("eval_rewards/chosen")).isCloseTo(0.1 * desirable / count, within(1e-9));
            assertThat(after.get("eval_rewards/margins"))
                    .isCloseTo(after.get("eval_rewards/chosen") - after.get("eval_rewards/rejected"), within(1e-12));
            assertThat(after.get("eval_loss")).isBetween(0.0, 1.0).isNotEqualTo(0.5);
            // Of equally large batches with the same KL the loss is the mean over all rows.
            if (kl == 0) {
                double mean = rows.stream()
                        .mapToDouble(row -> new Kto(0.1, 1, 1)
                                .at(
                                        Double.parseDouble(row.get("policy_logp"))
                                                - Double.parseDouble(row.get("reference_logp")),
                                        Boolean.parseBoolean(row.get("desirable")),
                                        0)
                                .loss())
                        .average()
                        .orElseThrow();
                assertThat(after.get("eval_loss")).isCloseTo(mean, within(1e-12));
            }
        }
    }

    @Test
    void heldOutListsAreEvaluatedAndFiledByRank() throws IOException {
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = started(
                    TinyRun.config(PLACKETT_LUCE, TinyRun.ADAMW, TinyRun.batch(4, 1, 6, Sampling.SEQUENTIAL)),
                    backend,
                    TinyRun.set(rankings(0, 12, 3), rankings(12, 18, 3)),
                    "cache");
            RunFolder folder = new RunFolder(Files.createDirectories(path.resolve("run")));
            Map<String, Double> before = trainer.evaluate(folder, Progress.NONE).metrics();
            assertThat(before.get("eval_loss")).isCloseTo(Math.log(6), within(1e-12));
            TinyRun.stepTo(trainer, 6);
            Map<String, Double> after = trainer.evaluate(folder, Progress.NONE).metrics();
            List<CSVRecord> rows = rows(folder.completions(6));
            assertThat(rows).hasSize(6 * 3);
            assertThat(rows.stream().map(row -> row.get("rank")).limit(4)).containsExactly("1", "2", "3", "1");
            double best = rows.stream()
                    .filter(row -> row.get("rank").equals("1"))
                    .mapToDouble(row ->
                            Double.parseDouble(row.get("policy_logp")) - Double.parseDouble(row.get("reference_logp")))
                    .average()
                    .orElseThrow();
            assertThat(after.get("eval_logratios/chosen")).isCloseTo(best, within(1e-9));
        }
    }

    /// No reference pass, so nothing in a step is measured against one; the held-out pairs are.
    @Test
    void aLossWithoutAReferenceTellsLogRatiosOfHeldOutPairsAlone() throws IOException {
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = started(
                    TinyRun.config(
                            LossConfig.of(LossType.SIMPO).build(),
                            TinyRun.ADAMW,
                            TinyRun.batch(4, 1, 3, Sampling.SEQUENTIAL)),
                    backend,
                    TinyRun.set(TinyRun.pairs(0, 12), TinyRun.pairs(12, 20)),
                    "cache");
            RunFolder folder = new RunFolder(Files.createDirectories(path.resolve("run")));
            assertThat(TinyRun.stepTo(trainer, 3).getLast())
                    .containsKeys("loss", "logps/chosen", "logps/accuracies")
                    .doesNotContainKeys("rewards/margins", "logratios/chosen", "weights/mean");
            assertThat(trainer.evaluate(folder, Progress.NONE).metrics())
                    .containsKeys("eval_logratios/chosen", "eval_margins/sum", "eval_rewards/accuracies");
            assertThat(folder.pairs(3)).exists();
            assertThat(trainer.stepZeroAlarm()).isEmpty();
        }
    }

    private List<Map<String, Double>> steps(
            LossConfig loss, TokenizedSet<? extends TokenizedExample> set, int count, int tokens) {
        try (Backend backend = TinyRun.backend()) {
            RunConfig config =
                    TinyRun.config(loss, TinyRun.ADAMW, TinyRun.batch(4, 1, count, Sampling.SEQUENTIAL, tokens));
            Trainer trainer = started(config, backend, set, "steps" + tokens + set.hashCode());
            return TinyRun.stepTo(trainer, count);
        }
    }

    private Trainer started(
            RunConfig config, Backend backend, TokenizedSet<? extends TokenizedExample> set, String cache) {
        Trainer trainer = new Trainer(config, backend, model, set);
        trainer.prepare(model, true, path.resolve(cache), Progress.NONE);
        trainer.load(model);
        return trainer;
    }

    private static TokenizedSet<? extends TokenizedExample> set(LossConfig loss, int count) {
        return switch (loss.data()) {
            case PAIRS -> TinyRun.set(TinyRun.pairs(0, count), List.of());
            case UNPAIRED -> TinyRun.set(completions(0, count), List.of());
            case RANKED -> TinyRun.set(rankings(0, count, 3), List.of());
        };
    }

    /// Chosen and rejected completions of the goldens' pairs in turn.
    private static List<TokenizedCompletion> completions(int from, int to) {
        List<TokenizedCompletion> completions = new ArrayList<>();
        for (int n = from; n < to; n++) {
            TokenizedPair pair = TinyRun.pairs(n / 2, n / 2 + 1).getFirst();
            int side = n % 2;
            completions.add(new TokenizedCompletion(
                    pair.id() + side,
                    pair.source(),
                    pair.line(),
                    pair.prompt(),
                    pair.completion(side),
                    pair.scored(side),
                    false,
                    side == 0,
                    Optional.empty()));
        }
        return completions;
    }

    /// A golden pair's completions, then chosen completions of the pairs after it.
    private static List<TokenizedRanking> rankings(int from, int to, int completions) {
        List<TokenizedRanking> rankings = new ArrayList<>();
        for (int n = from; n < to; n++) {
            List<TokenizedPair> near = TinyRun.pairs(n, n + completions);
            TokenizedPair pair = near.getFirst();
            List<int[]> ranked = new ArrayList<>(List.of(pair.chosen(), pair.rejected()));
            near.subList(1, completions - 1).forEach(p -> ranked.add(p.chosen()));
            List<boolean[]> scored = new ArrayList<>(List.of(pair.chosenScored(), pair.rejectedScored()));
            near.subList(1, completions - 1).forEach(p -> scored.add(p.chosenScored()));
            rankings.add(new TokenizedRanking(
                    pair.id(),
                    pair.source(),
                    pair.line(),
                    pair.prompt(),
                    ranked,
                    scored,
                    ranked.stream().map(_ -> false).toList(),
                    Optional.empty()));
        }
        return rankings;
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (var reader =
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8);
                var parser = CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get()
                        .parse(reader)) {
            return parser.getRecords();
        }
    }
}
