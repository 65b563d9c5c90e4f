package org.dpoworkbench.engine.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.Liveness;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Real worker processes, killed, stopped and found again.
@Timeout(60)
class WorkerProcessTest {
    private static final WorkerLauncher FAKE = WorkerLauncher.ofThisJvm()
            .withMainClass(FakeWorker.class.getName())
            .withJvmArguments("-Xmx64m", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

    @TempDir
    Path path;

    private RunFolder folder;
    private final List<Worker> started = new ArrayList<>();

    @BeforeEach
    void makeFolder() {
        folder = new RunFolder(path);
    }

    @AfterEach
    void endWorkers() throws InterruptedException {
        for (Worker worker : started) {
            ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
            assertThat(worker.waitFor(Duration.ofSeconds(20))).isPresent();
        }
    }

    @Test
    void aKilledWorkerLeavesACrashedRunWithItsLastLogLines() throws InterruptedException {
        Worker worker = launch(FAKE);
        List<Entry> seen = new ArrayList<>();
        RunOutcome outcome = RunFollower.of(worker).follow(entry -> {
            seen.add(entry);
            if (entry.event() instanceof Event.Step(int step, var _) && step == 20) {
                kill(worker);
            }
        });
        assertThat(outcome.state()).isEqualTo(RunState.CRASHED);
        assertThat(outcome.exitCode()).hasValue(137); // 128 + SIGKILL
        assertThat(outcome.failure().orElseThrow()).contains("exit code 137", "signal 9", "process " + worker.pid());
        assertThat(outcome.lastLog()).anyMatch(line -> line.contains("the fake worker begins"));
        assertThat(seen.getLast().event()).isEqualTo(new Event.State(RunState.CRASHED, Optional.empty()));
        assertThat(seen).extracting(Entry::seq).doesNotHaveDuplicates().isSorted();
        assertThat(RunHistory.read(folder).steps()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(RunStatus.of(folder).failure()).isEqualTo(outcome.failure());
    }

    @Test
    void aRunWhoseFolderIsRemovedEndsAndSaysSo() throws InterruptedException, IOException {
        RunFolder removed = new RunFolder(Files.createDirectory(path.resolve("removed")));
        Path elsewhere = path.resolve("elsewhere");
        Worker worker = FAKE.launch(removed);
        started.add(worker);
        RunOutcome outcome = RunFollower.of(worker).follow(entry -> {
            if (entry.event() instanceof Event.Step(int step, var _) && step == 20) {
                move(removed.path(), elsewhere);
            }
        });
        assertThat(outcome.state()).isEqualTo(RunState.CRASHED);
        assertThat(outcome.exitCode()).hasValue(1);
        assertThat(outcome.failure().orElseThrow())
                .contains(removed.path().toString(), "removed or renamed while the run went on");
        assertThat(removed.path()).doesNotExist();
        assertThat(RunHistory.read(new RunFolder(elsewhere)).steps()).hasSizeGreaterThanOrEqualTo(20);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCrashFoundLaterByAnotherProcessIsWrittenDownOnce() throws InterruptedException {
        Worker worker = launch(FAKE);
        RunFollower first = RunFollower.of(worker);
        first.follow(entry -> {
            if (entry.event() instanceof Event.Step) {
                first.detach();
            }
        });
        kill(worker);
        assertThat(worker.waitFor(Duration.ofSeconds(20))).hasValue(137);
        assertThat(RunStatus.of(folder).state()).isEqualTo(RunState.CRASHED);
        assertThat(RunFollower.attach(folder).follow(_ -> {}).state()).isEqualTo(RunState.CRASHED);
        RunOutcome again = RunFollower.attach(folder).follow(_ -> {});
        assertThat(again.state()).isEqualTo(RunState.CRASHED);
        assertThat(again.exitCode()).isEmpty();
        assertThat(RunHistory.read(folder).warnings())
                .extracting(Event.Warning::code)
                .containsExactly(Event.Warning.CRASHED);
    }

    @Test
    void aWorkerOutlivesItsSupervisorAndIsTakenUpAgain() throws Exception {
        // The supervisor is a process of its own, killed once its worker trains.
        Process supervisor = new ProcessBuilder(
                        FAKE.java().toString(),
                        "-cp",
                        FAKE.classPath(),
                        FakeSupervisor.class.getName(),
                        folder.path().toString())
                .redirectErrorStream(true)
                .redirectOutput(path.resolve("supervisor.txt").toFile())
                .start();
        waitForSteps(supervisor);
        supervisor.destroyForcibly().waitFor();
        long stepsThen = RunHistory.read(folder).steps().size();

        RunFollower follower = RunFollower.attach(folder);
        List<Integer> steps = new ArrayList<>();
        AtomicBoolean asked = new AtomicBoolean();
        RunOutcome outcome = follower.follow(entry -> {
            if (entry.event() instanceof Event.Step(int step, var _)) {
                steps.add(step);
                if (step > stepsThen + 20 && asked.compareAndSet(false, true)) {
                    follower.requestStop();
                }
            }
        });
        assertThat(outcome.state()).isEqualTo(RunState.STOPPED);
        assertThat(steps).first().isEqualTo(1);
        assertThat(steps).hasSizeGreaterThan((int) stepsThen + 20);
        assertThat(Liveness.of(folder)).isEqualTo(Liveness.NONE);
    }

    @Test
    void requestsAreAcknowledgedInTheJournal() throws InterruptedException {
        Worker worker = launch(FAKE);
        RunFollower follower = RunFollower.of(worker);
        List<String> asked = new ArrayList<>();
        List<String> acknowledged = new ArrayList<>();
        RunOutcome outcome = follower.follow(entry -> {
            switch (entry.event()) {
                case Event.Step(int step, var _) when step == 5 -> asked.add(follower.requestPause());
                case Event.State(RunState state, var request) -> {
                    acknowledged.add(state + " " + request.orElse(""));
                    if (state == RunState.PAUSED) {
                        assertThat(RunStatus.of(folder).state()).isEqualTo(RunState.PAUSED);
                        asked.add(follower.requestResume());
                    } else if (state == RunState.RUNNING) {
                        follower.requestCheckpoint();
                    }
                }
                case Event.Checkpoint _ -> asked.add(follower.requestStop());
                default -> {}
            }
        });
        assertThat(acknowledged)
                .containsExactly("PAUSED " + asked.get(0), "RUNNING " + asked.get(1), "STOPPED " + asked.get(2));
        assertThat(outcome.state()).isEqualTo(RunState.STOPPED);
        assertThat(outcome.exitCode()).hasValue(0);
    }

    @Test
    void aSecondWorkerIsRefusedWhileOneLivesAndASignalStopsTheFirst() throws InterruptedException {
        Worker worker = launch(FAKE);
        assertThat(RunStatus.of(folder).state()).isEqualTo(RunState.STARTING);
        assertThatThrownBy(() -> FAKE.launch(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("process " + worker.pid());
        RunOutcome outcome = RunFollower.of(worker).follow(entry -> {
            if (entry.event() instanceof Event.Step(int step, var _) && step == 1) {
                ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroy); // SIGTERM
            }
        });
        assertThat(outcome.state()).isEqualTo(RunState.STOPPED);
        assertThat(outcome.exitCode()).hasValue(0);
    }

    @Test
    void aWorkerHasASessionOfItsOwnSoThatItsParentsTerminalCannotEndIt() throws InterruptedException, IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "this system has no setsid");
        Worker worker = launch(FAKE);
        RunFollower follower = RunFollower.of(worker);
        follower.follow(entry -> {
            if (entry.event() instanceof Event.Started started) {
                assertThat(started.pid()).isEqualTo(worker.pid());
                follower.detach();
            }
        });
        // proc_pid_stat(5): after the name in parentheses come state, parent, group, session
        String stat = Files.readString(Path.of("/proc", Long.toString(worker.pid()), "stat"));
        String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5)[3];
        assertThat(session).isEqualTo(Long.toString(worker.pid()));
    }

    @Test
    void aWorkerThatCannotEvenStartIsACrashThatShowsWhy() throws InterruptedException {
        Worker worker = launch(FAKE.withMainClass("org.dpoworkbench.NoSuchMain"));
        RunOutcome outcome = RunFollower.of(worker).follow(_ -> {});
        assertThat(outcome.state()).isEqualTo(RunState.CRASHED);
        assertThat(outcome.exitCode()).hasValue(1);
        assertThat(outcome.lastLog()).anyMatch(line -> line.contains("NoSuchMain"));
    }

    @Test
    void anExceptionOutOfTheWorkerIsACrashToo() throws InterruptedException, IOException {
        Files.createFile(path.resolve("break"));
        RunOutcome outcome = RunFollower.of(launch(FAKE)).follow(_ -> {});
        assertThat(outcome.state()).isEqualTo(RunState.CRASHED);
        assertThat(outcome.lastLog()).anyMatch(line -> line.contains("told to break"));
    }

    private Worker launch(WorkerLauncher launcher) {
        Worker worker = launcher.launch(folder);
        started.add(worker);
        return worker;
    }

    private static void kill(Worker worker) {
        ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private void waitForSteps(Process supervisor) throws InterruptedException {
        while (RunHistory.read(folder).steps().size() < 5) {
            assertThat(supervisor.waitFor(20, TimeUnit.MILLISECONDS))
                    .as("the supervisor has ended")
                    .isFalse();
        }
    }
}
