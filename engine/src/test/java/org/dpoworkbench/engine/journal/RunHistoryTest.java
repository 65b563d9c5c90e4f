package org.dpoworkbench.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunHistoryTest {
    @TempDir
    Path path;

    @Test
    void resumingSupersedesWhatWasSaidOfLaterSteps() {
        RunHistory history = historyOf(
                new Event.Started(1, "h", 4),
                evaluation(0, 0.7),
                samples(0, "before"),
                step(1, 0.6),
                new Event.Checkpoint(1, "checkpoints/step-000001"),
                step(2, 0.5),
                new Event.Checkpoint(2, "checkpoints/step-000002"),
                evaluation(2, 0.55),
                samples(2, "lost"),
                new Event.Warning(2, "clipped", "most steps are clipped"),
                new Event.Resumed(1, 2, "h", 4),
                step(2, 0.4),
                evaluation(2, 0.45));
        assertThat(history.steps()).extracting(p -> p.metrics().get("loss")).containsExactly(0.6, 0.4);
        assertThat(history.evaluations())
                .extracting(p -> p.metrics().get("eval_loss"))
                .containsExactly(0.7, 0.45);
        assertThat(history.samples()).containsExactly(samples(0, "before"));
        assertThat(history.checkpoints()).extracting(Event.Checkpoint::step).containsExactly(1);
        assertThat(history.warnings()).isEmpty();
        assertThat(history.state()).isEqualTo(RunState.RUNNING);
        assertThat(history.totalSteps()).isEqualTo(4);
    }

    @Test
    void anEvaluationRepeatedAtTheStepResumedFromCountsOnce() {
        RunHistory history =
                historyOf(step(1, 0.6), evaluation(1, 0.5), new Event.Resumed(1, 2, "h", 4), evaluation(1, 0.5));
        assertThat(history.evaluations()).hasSize(1);
    }

    @Test
    void aCrashIsRememberedAfterResuming() {
        var crash = new Event.Warning(2, Event.Warning.CRASHED, "the worker is gone");
        RunHistory crashed =
                historyOf(step(1, 1), step(2, 1), crash, new Event.State(RunState.CRASHED, Optional.empty()));
        assertThat(crashed.state()).isEqualTo(RunState.CRASHED);
        assertThat(crashed.failure()).contains("the worker is gone");
        RunHistory resumed = append(new Event.Resumed(1, 2, "h", 4));
        assertThat(resumed.warnings()).containsExactly(crash);
        assertThat(resumed.failure()).isEmpty();
        assertThat(resumed.state()).isEqualTo(RunState.STARTING);
    }

    @Test
    void aFinishedRunNamesItsModelAndAFailedOneItsReason() {
        assertThat(historyOf(new Event.Finished(4, "model")).finalModel()).contains("model");
        RunHistory failed = append(new Event.Failed(3, "the loss is not a number"));
        assertThat(failed.failure()).contains("the loss is not a number");
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
    }

    private RunHistory historyOf(Event... events) {
        return append(events);
    }

    private RunHistory append(Event... events) {
        RunFolder folder = new RunFolder(path);
        try (JournalWriter journal = JournalWriter.open(folder)) {
            List.of(events).forEach(journal::append);
        }
        return RunHistory.read(folder);
    }

    private static Event.Step step(int step, double loss) {
        return new Event.Step(step, Map.of("loss", loss));
    }

    private static Event.Evaluation evaluation(int step, double loss) {
        return new Event.Evaluation(step, Map.of("eval_loss", loss), Optional.empty());
    }

    private static Event.Samples samples(int step, String completion) {
        return new Event.Samples(
                step, "policy", List.of(new Event.Sample("p", completion, 1, CompletionEnd.END_TOKEN)), Map.of());
    }
}
