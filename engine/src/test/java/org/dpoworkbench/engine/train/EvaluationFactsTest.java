package org.dpoworkbench.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.Sampling;
import org.dpoworkbench.engine.evaluation.EvaluationFacts;
import org.dpoworkbench.engine.evaluation.PairEvaluation;
import org.dpoworkbench.engine.evaluation.PairEvaluationFile;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a reader counts in a run's per-pair file against what the run's journal says of the same evaluation.
class EvaluationFactsTest {
    @TempDir
    Path path;

    @Test
    void aPerPairFileSaysWhatTheJournalSays() throws IOException {
        RunFolder folder = new RunFolder(path.resolve("run"));
        Files.createDirectories(folder.path());
        ModelFolder policy = TinyRun.model();
        ModelFolder reference = TinyRun.trained(path.resolve("trained"));
        try (Backend backend = TinyRun.backend()) {
            Trainer trainer = new Trainer(
                    TinyRun.config(TinyRun.DPO, TinyRun.ADAMW, TinyRun.batch(4, 1, 1, Sampling.SEQUENTIAL)),
                    backend,
                    policy,
                    TinyRun.set(TinyRun.pairs(0, 4), TinyRun.pairs(4, 44)));
            trainer.prepare(reference, false, path.resolve("cache"), Progress.NONE);
            trainer.load(policy);
            Event.Evaluation journal = trainer.evaluate(folder, Progress.NONE);
            PairEvaluation read = PairEvaluationFile.read(folder.pairs(0), 0).evaluation();
            EvaluationFacts facts = EvaluationFacts.of(read);
            Map<String, Double> said = journal.metrics();
            assertThat(facts.pairs()).isEqualTo(40);
            close(facts.accuracy().value(), said, "eval_rewards/accuracies");
            close(facts.accuracy().low(), said, "eval_rewards/accuracies_low");
            close(facts.accuracy().high(), said, "eval_rewards/accuracies_high");
            close(facts.marginAndGap().orElseThrow().rho(), said, "eval_lengths/margin_correlation");
            close(facts.marginAndGap().orElseThrow().low(), said, "eval_lengths/margin_correlation_low");
            close(facts.perTokenAndGap().orElseThrow().rho(), said, "eval_lengths/margin_mean_correlation");
            close(
                    facts.lengthMatched().map(s -> (double) s.n()).orElse(0.0),
                    said,
                    "eval_rewards/accuracies_length_matched_n");
            assertThat(List.of(read.margin(0), read.margin(39))).allMatch(h -> h != 0);
        }
    }

    private static void close(double value, Map<String, Double> said, String metric) {
        assertThat(value).as(metric).isCloseTo(said.get(metric), within(1e-9));
    }
}
