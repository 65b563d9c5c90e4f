package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.evaluation.PairEvaluation;
import org.dpoworkbench.engine.evaluation.PairEvaluationFile;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.text.EvaluationSet;
import org.dpoworkbench.engine.text.TokenizedPair;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several evaluation sets in one run against runs that have each of them alone.
class EvaluationSetsTest {
    @TempDir
    Path path;

    @Test
    void eachSetHasTheNumbersThatItHasAlone() throws IOException {
        List<TokenizedPair> main = TinyRun.pairs(4, 20);
        List<TokenizedPair> far = TinyRun.pairs(20, 31);
        List<TokenizedPair> near = TinyRun.pairs(31, 44);
        Event.Evaluation together = evaluate(
                "together",
                List.of(
                        new EvaluationSet(Optional.empty(), main),
                        new EvaluationSet(Optional.of("far"), far),
                        new EvaluationSet(Optional.of("near"), near)));
        assertThat(of("eval_far_", together.metrics())).isEqualTo(alone("far", far));
        assertThat(of("eval_near_", together.metrics())).isEqualTo(alone("near", near));
        Map<String, Double> rest = new TreeMap<>(together.metrics());
        rest.keySet().removeIf(name -> name.startsWith("eval_far_") || name.startsWith("eval_near_"));
        assertThat(of("eval_", rest)).isEqualTo(alone("main", main));
    }

    @Test
    void eachSetHasAPerPairFileOfItsOwn() throws IOException {
        Event.Evaluation together = evaluate(
                "files",
                List.of(
                        new EvaluationSet(Optional.empty(), TinyRun.pairs(4, 20)),
                        new EvaluationSet(Optional.of("far"), TinyRun.pairs(20, 31))));
        assertThat(together.pairs()).contains("pairs-step-000000.csv.gz");
        assertThat(together.setPairs()).contains(Map.of("far", "pairs-step-000000-far.csv.gz"));
        PairEvaluation far = PairEvaluationFile.read(path.resolve("files/pairs-step-000000-far.csv.gz"), 0)
                .evaluation();
        assertThat(far.pairs().ids()).first().isEqualTo("pair20");
        assertThat(far.size()).isEqualTo(11);
    }

    @Test
    void whereNothingElseIsHeldOutTheFirstNamedSetIsTheMainOneToo() throws IOException {
        List<TokenizedPair> far = TinyRun.pairs(20, 31);
        Event.Evaluation evaluation = evaluate(
                "first",
                List.of(
                        new EvaluationSet(Optional.of("far"), far),
                        new EvaluationSet(Optional.of("near"), TinyRun.pairs(31, 44))));
        Map<String, Double> alone = alone("far", far);
        assertThat(of("eval_far_", evaluation.metrics())).isEqualTo(alone);
        assertThat(of("eval_", evaluation.metrics())).containsAllEntriesOf(alone);
        assertThat(evaluation.setPairs())
                .contains(Map.of("far", "pairs-step-000000.csv.gz", "near", "pairs-step-000000-near.csv.gz"));
    }

    /// The numbers of a source are those of a set that holds nothing else.
    @Test
    void whereTheRecordsSayWhereTheyComeFromEachSourceHasItsNumbers() throws IOException {
        List<TokenizedPair> forum = from("forum", TinyRun.pairs(4, 11));
        List<TokenizedPair> exam = from("exam [2]", TinyRun.pairs(11, 20));
        List<TokenizedPair> all = new ArrayList<>(forum);
        all.addAll(exam);
        all.addAll(TinyRun.pairs(20, 22)); // say nothing
        Map<String, Double> metrics = evaluate("sources", List.of(new EvaluationSet<>(Optional.empty(), all)))
                .metrics();
        Map<String, Double> alone = alone("forum", TinyRun.pairs(4, 11));
        for (String metric : List.of(
                "loss",
                "rewards/accuracies",
                "rewards/accuracies_low",
                "rewards/accuracies_high",
                "rewards/margins",
                "margins/sum",
                "logratios/chosen",
                "logratios/rejected")) {
            assertThat(metrics).containsEntry("eval_" + metric + "[forum]", alone.get(metric));
        }
        assertThat(metrics).containsEntry("eval_pairs[forum]", 7.0).containsEntry("eval_pairs[exam [2]]", 9.0);
        assertThat(metrics.keySet().stream().filter(name -> name.contains("["))).hasSize(2 * 9);
    }

    @Test
    void oneSourceAloneHasNoNumbersOfItsOwnAndOfManyTheLargestHave() throws IOException {
        assertThat(evaluate("one", List.of(new EvaluationSet<>(Optional.empty(), from("forum", TinyRun.pairs(4, 11)))))
                        .metrics()
                        .keySet())
                .noneMatch(name -> name.contains("["));
        List<TokenizedPair> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.addAll(from("s" + (char) ('a' + i), TinyRun.pairs(2 * i, 2 * i + (i < 18 ? 1 : 2))));
        }
        Map<String, Double> metrics = evaluate("many", List.of(new EvaluationSet<>(Optional.empty(), many)))
                .metrics();
        assertThat(metrics.keySet().stream().filter(name -> name.startsWith("eval_pairs[")))
                .hasSize(16);
        assertThat(metrics).containsKeys("eval_pairs[ss]", "eval_pairs[st]", "eval_pairs[sa]", "eval_pairs[sn]");
    }

    private static List<TokenizedPair> from(String source, List<TokenizedPair> pairs) {
        return pairs.stream()
                .map(p -> new TokenizedPair(
                        p.id(),
                        p.source(),
                        p.line(),
                        p.prompt(),
                        p.chosen(),
                        p.rejected(),
                        p.chosenScored(),
                        p.rejectedScored(),
                        p.chosenCut(),
                        p.rejectedCut(),
                        Optional.of(source)))
                .toList();
    }

    private Map<String, Double> alone(String folder, List<TokenizedPair> pairs) throws IOException {
        return of(
                "eval_",
                evaluate(folder + "-alone", List.of(new EvaluationSet(Optional.empty(), pairs)))
                        .metrics());
    }

    private static Map<String, Double> of(String prefix, Map<String, Double> metrics) {
        Map<String, Double> without = new TreeMap<>();
        metrics.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                without.put(name.substring(prefix.length()), value);
            }
        });
        assertThat(without).hasSizeGreaterThan(20);
        return without;
    }

    private Event.Evaluation evaluate(String name, List<EvaluationSet> sets) throws IOException {
        RunFolder folder = new RunFolder(path.resolve(name));
        Files.createDirectories(folder.path());
        ModelFolder policy = TinyRun.model();
        ModelFolder reference = TinyRun.trained(path.resolve(name + "-reference"));
        TokenizedSet plain = TinyRun.set(TinyRun.pairs(0, 4), List.of());
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(
                    TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 1, Sampling.SEQUENTIAL)),
                    backend,
                    policy,
                    new TokenizedSet(plain.train(), sets, plain.report(), plain.maxLength()));
            trainer.prepare(reference, false, path.resolve(name + "-cache"), Progress.NONE);
            trainer.load(policy);
            return trainer.evaluate(folder, Progress.NONE);
        }
    }
}
