package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.app.window.model.run.KeyFigures;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.ControlRequest;
import org.dpoworkbench.engine.run.ControlRequest.Kind;
import org.dpoworkbench.engine.run.RunFolder;
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
    private RunState state = RunState.RUNNING;
    private int lines;

    @BeforeEach
    void open() throws IOException {
        open = new OpenRuns(project, new RecordedRuns(project), new JournalAlone());
        open.recorded.add("a", DPO);
        actions = new RunActions(open.workbench);
        open.read();
        run = open.item("a");
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
        assertThat(open.rooms.asked).containsExactly("resume");
        assertThat(actions.continuing()).isEmpty();
        assertThat(open.workbench.notices().all()).isEmpty();
    }

    private Optional<Kind> pending() {
        return Optional.ofNullable(actions.requests().pending().get(run)).map(RunRequest::kind);
    }

    private ControlRequest received() {
        return new ControlInbox(run.folder()).poll().orElseThrow();
    }

    private void append(Event event) throws IOException {
        Files.writeString(
                run.folder().journal(),
                new Entry(++lines, Instant.EPOCH, event).json() + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.APPEND);
    }

    /// The window hears that the run is so.
    private void tell(RunState now) {
        state = now;
        open.read();
    }

    /// Curves from the journal, the state from the test.
    private final class JournalAlone implements RunSource {
        @Override
        public Standing standing(RunFolder folder) {
            return new Standing(state, 0, Optional.empty());
        }

        @Override
        public KeyFigures figures(RunFolder folder) {
            return KeyFigures.NONE;
        }

        @Override
        public Feed follow(RunFolder folder) {
            return _ -> Optional.of(RunCurves.read(folder));
        }

        @Override
        public void catchUp() {
            // There is no index.
        }
    }
}
