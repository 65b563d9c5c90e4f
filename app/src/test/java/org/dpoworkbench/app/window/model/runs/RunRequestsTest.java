package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.ControlRequest;
import org.dpoworkbench.engine.run.ControlRequest.Kind;
import org.dpoworkbench.engine.run.RunState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real control file and a real journal; the worker is the test.
class RunRequestsTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.SUM);

    @TempDir
    Path project;

    private OpenRuns open;
    private RunActions actions;
    private RunItem run;
    private int grown;

    @BeforeEach
    void open() throws IOException {
        open = new OpenRuns(project);
        open.recorded.add("a", DPO);
        actions = new RunActions(open.workbench);
        tell(RunState.RUNNING);
        run = open.item("a");
        Files.writeString(run.folder().journal(), "");
    }

    @Test
    void aPauseIsPendingUntilTheWorkerHasAnsweredIt() throws IOException {
        actions.pauseOrResume(run);
        open.settle();
        ControlRequest asked = received();
        assertThat(asked.kind()).isEqualTo(Kind.PAUSE);
        assertThat(pending()).contains(Kind.PAUSE);
        assertThat(actions.ability(run).canPause()).isFalse();

        append(new Event.Step(3, Map.of("loss", 0.6)));
        tell(RunState.RUNNING);
        assertThat(pending()).contains(Kind.PAUSE);

        append(new Event.State(RunState.PAUSED, Optional.of(asked.id())));
        tell(RunState.PAUSED);
        assertThat(pending()).isEmpty();
        assertThat(actions.ability(run).canResume()).isTrue();
    }

    @Test
    void aStopOvertakesAPause() {
        actions.pauseOrResume(run);
        open.settle();
        assertThat(actions.ability(run).canStop()).isTrue();
        actions.stop(run);
        open.settle();
        assertThat(received().kind()).isEqualTo(Kind.STOP);
        assertThat(pending()).contains(Kind.STOP);
        assertThat(actions.ability(run).canStop()).isFalse();
    }

    @Test
    void anEarlierCheckpointDoesNotAnswerTheRequestForAnother() throws IOException {
        append(new Event.Checkpoint(20, "checkpoints/step-000020"));
        actions.checkpoint(run);
        open.settle();
        tell(RunState.RUNNING);
        assertThat(pending()).contains(Kind.CHECKPOINT);
        append(new Event.Checkpoint(31, "checkpoints/step-000031"));
        tell(RunState.RUNNING);
        assertThat(pending()).isEmpty();
    }

    @Test
    void aWorkerThatCrashedOwesNoAnswer() {
        actions.stop(run);
        open.settle();
        tell(RunState.CRASHED);
        assertThat(pending()).isEmpty();
    }

    @Test
    void aFinishedRunIsAskedForNothing() {
        tell(RunState.FINISHED);
        actions.stop(run);
        actions.pauseOrResume(run);
        actions.checkpoint(run);
        open.settle();
        assertThat(run.folder().control()).doesNotExist();
    }

    @Test
    void aCrashedRunIsContinuedInTheBackground() {
        tell(RunState.CRASHED);
        actions.proceed(run);
        assertThat(actions.continuing()).containsExactly(run);
        open.settle();
        assertThat(actions.continuing()).isEmpty();
        assertThat(open.workbench.notices().all()).isEmpty();
    }

    private Optional<Kind> pending() {
        return Optional.ofNullable(actions.requests().pending().get(run)).map(RunRequest::kind);
    }

    private ControlRequest received() {
        return new ControlInbox(run.folder()) {}.poll().orElseThrow();
    }

    private void append(Event event) throws IOException {
        Files.writeString(
                run.folder().journal(),
                new Entry(++grown, Instant.EPOCH, event).json() + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    /// The window hears that the run is so, with one more step than before.
    private void tell(RunState state) {
        RunCurves curves = RecordedRuns.curves(
                60, java.util.stream.Stream.generate(() -> 0.6).limit(++grown).toList(), Map.of());
        open.recorded.say("a", state, curves);
        open.read();
    }
}
