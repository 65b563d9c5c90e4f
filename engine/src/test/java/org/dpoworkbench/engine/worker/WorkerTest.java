package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.launch.RunFollower;
import org.dpoworkbench.engine.launch.RunOutcome;
import org.dpoworkbench.engine.launch.Worker;
import org.dpoworkbench.engine.run.ControlInbox;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsFile;
import org.dpoworkbench.engine.weights.TensorInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs that are killed, paused, stopped, begun again and finished.
@Timeout(120)
class WorkerTest extends WorkerFixture {
    @Test
    void aWorkerThatIsKilledAndStartedAgainLeavesTheJournalOfAnUndisturbedRun() throws Exception {
        RunFolder undisturbed = folder("undisturbed", 30, 8, MODEL);
        assertThat(runHere(undisturbed)).isZero();

        RunFolder killed = folder("killed", 30, 8, MODEL);
        Worker first = launch(killed);
        RunOutcome crashed = RunFollower.of(first).follow(entry -> {
            if (entry.event() instanceof Event.Step(int step, var _) && step == 11) {
                ProcessHandle.of(first.pid()).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
        assertThat(crashed.state()).isEqualTo(RunState.CRASHED);
        assertThat(crashed.exitCode()).hasValue(137);
        int reached = RunStatus.of(killed).step();
        assertThat(reached).isBetween(11, 29);

        RunOutcome resumed = RunFollower.of(launch(killed)).follow(_ -> {});
        assertThat(resumed.state()).isEqualTo(RunState.FINISHED);
        assertThat(events(killed, Event.Resumed.class))
                .singleElement()
                .satisfies(r -> assertThat(r.fromStep()).isPositive().isLessThanOrEqualTo(reached));
        assertThat(surviving(killed)).isEqualTo(surviving(undisturbed)).hasSize(30);
        assertThat(evaluations(killed)).isEqualTo(evaluations(undisturbed)).hasSize(5);
        assertThat(Files.mismatch(
                        killed.model().resolve("model.safetensors"),
                        undisturbed.model().resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    @Tag("reliability")
    @Timeout(900)
    void aRunThatIsKilledAtRandomMomentsAgainAndAgainEndsAsIfItNeverWas() throws Exception {
        RunFolder undisturbed = folder("undisturbed", 400, 10, MODEL);
        assertThat(runHere(undisturbed)).isZero();

        RunFolder killed = folder("killed", 400, 10, MODEL);
        Random random = new Random(7);
        RunState state = RunState.STARTING;
        int kills = 0;
        for (; kills < 60 && state != RunState.FINISHED; kills++) {
            Worker worker = launch(killed);
            int[] left = {1 + random.nextInt(60), 0};
            int pauseMicros = random.nextInt(3000);
            state = RunFollower.of(worker)
                    .follow(entry -> {
                        switch (entry.event()) {
                            case Event.Started(long pid, var _, var _) -> left[1] = pid == worker.pid() ? 1 : 0;
                            case Event.Resumed(var _, long pid, var _, var _) -> left[1] = pid == worker.pid() ? 1 : 0;
                            case Event.Step _
                            when left[1] == 1 && left[0]-- == 0 -> {
                                LockSupport.parkNanos(1000L * pauseMicros);
                                ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
                            }
                            default -> {}
                        }
                    })
                    .state();
            assertThat(state).isIn(RunState.CRASHED, RunState.FINISHED);
        }
        assertThat(state).as("after %s kills", kills).isEqualTo(RunState.FINISHED);
        assertThat(kills).isGreaterThan(3);
        assertThat(surviving(killed)).isEqualTo(surviving(undisturbed)).hasSize(400);
        assertThat(Files.mismatch(
                        killed.model().resolve("model.safetensors"),
                        undisturbed.model().resolve("model.safetensors")))
                .isEqualTo(-1);
    }

    @Test
    void aWorkerPausesWritesACheckpointWhilePausedGoesOnAndStops() throws Exception {
        RunFolder folder = folder("run", 5000, 0, MODEL);
        RunFollower follower = RunFollower.of(launch(folder));
        Map<String, String> asked = new LinkedHashMap<>();
        RunOutcome outcome = follower.follow(entry -> {
            switch (entry.event()) {
                case Event.Step(int step, var _) when step == 2 -> asked.put("PAUSED", follower.requestPause());
                case Event.State(RunState state, var _) when state == RunState.PAUSED -> follower.requestCheckpoint();
                case Event.Checkpoint _
                when !asked.containsKey("RUNNING") -> asked.put("RUNNING", follower.requestResume());
                case Event.State(RunState state, var _)
                when state == RunState.RUNNING && asked.containsKey("RUNNING") ->
                    asked.put("STOPPED", follower.requestStop());
                default -> {}
            }
        });
        assertThat(outcome.state()).isEqualTo(RunState.STOPPED);
        assertThat(outcome.exitCode()).hasValue(0);
        assertThat(asked).containsOnlyKeys("PAUSED", "RUNNING", "STOPPED");
        assertThat(events(folder, Event.State.class))
                .filteredOn(state -> state.request().isPresent())
                .extracting(state -> state.state() + " " + state.request().orElseThrow())
                .containsExactlyElementsOf(asked.entrySet().stream()
                        .map(e -> e.getKey() + " " + e.getValue())
                        .toList());
        RunHistory history = RunHistory.read(folder);
        int last = history.steps().getLast().step();
        assertThat(history.checkpoints()).hasSizeBetween(1, 2);
        assertThat(history.checkpoints().getLast().step()).isEqualTo(last);
        assertThat(folder.checkpoint(last)).isDirectoryContaining("glob:**/state.json");
    }

    @Test
    void aStopBeforeTheFirstStepKeepsNothingAndTheNextStartBeginsAnew() throws Exception {
        RunFolder folder = folder("stopped", 4, 0, MODEL);
        ControlInbox inbox = new ControlInbox(folder);
        inbox.requestStop();
        assertThat(run(folder, inbox)).isZero();
        assertThat(RunHistory.read(folder).state()).isEqualTo(RunState.STOPPED);
        assertThat(events(folder, Event.State.class))
                .containsExactly(new Event.State(RunState.STOPPED, Optional.of("signal")));
        assertThat(folder.checkpoints()).doesNotExist();

        RunFolder undisturbed = folder("undisturbed", 4, 0, MODEL);
        assertThat(runHere(undisturbed)).isZero();
        assertThat(runHere(folder)).isZero();
        assertThat(surviving(folder)).isEqualTo(surviving(undisturbed)).hasSize(4);
        assertThat(evaluations(folder)).isEqualTo(evaluations(undisturbed));
    }

    @Test
    void theWorkerAfterOneThatDidNotComeToItsStartBeginsTheRun() throws Exception {
        RunFolder folder = folder("run", 2, 0, MODEL);
        Files.move(data, path.resolve("elsewhere"));
        assertThat(runHere(folder)).isEqualTo(1);
        assertThat(events(folder, Event.Started.class)).isEmpty();

        Files.move(path.resolve("elsewhere"), data);
        assertThat(runHere(folder)).isZero();
        assertThat(events(folder, Event.Started.class)).hasSize(1);
        assertThat(events(folder, Event.Resumed.class)).isEmpty();
        assertThat(RunHistory.read(folder).failure()).isEmpty();
    }

    /// The rounding of a normal number is at most half a unit in its last place: 2^-11 and 2^-8 - 2^-9 of its size.
    @ParameterizedTest
    @CsvSource({"FLOAT32, 0", "FLOAT16, 4.8828125e-4", "BFLOAT16, 3.90625e-3"})
    void theFinalModelHoldsTheLastWeightsInTheTypeAskedFor(SaveDtype type, double rounding) throws Exception {
        RunFolder folder = folder("run", 3, 3, MODEL, Optional.empty(), type);
        assertThat(runHere(folder)).isZero();
        assertThat(ModelFolder.open(folder.model()).architecture())
                .isEqualTo(ModelFolder.open(MODEL).architecture());
        boolean rounded = false;
        try (SafetensorsFile last = SafetensorsFile.open(folder.checkpoint(3).resolve("model.safetensors"));
                SafetensorsFile saved = SafetensorsFile.open(folder.model().resolve("model.safetensors"))) {
            assertThat(saved.tensors()).hasSameSizeAs(last.tensors());
            for (TensorInfo tensor : last.tensors()) {
                float[] wanted = last.readFloats(tensor);
                float[] got = saved.readFloats(saved.find(tensor.name()).orElseThrow());
                assertThat(got).hasSameSizeAs(wanted);
                for (int i = 0; i < wanted.length; i++) {
                    assertThat((double) got[i])
                            .isCloseTo(
                                    wanted[i], within(rounding * Math.abs(wanted[i]) + 3e-8 * Math.signum(rounding)));
                    rounded |= got[i] != wanted[i];
                }
            }
        }
        assertThat(rounded).isEqualTo(type != SaveDtype.FLOAT32);
    }

    private static Map<Integer, Map<String, Double>> evaluations(RunFolder folder) {
        Map<Integer, Map<String, Double>> evaluations = new LinkedHashMap<>();
        RunHistory.read(folder).evaluations().forEach(e -> evaluations.put(e.step(), e.metrics()));
        return evaluations;
    }
}
