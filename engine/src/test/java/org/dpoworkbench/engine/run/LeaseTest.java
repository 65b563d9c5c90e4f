package org.dpoworkbench.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalWriter;
import org.dpoworkbench.engine.journal.RunHistory;
import org.dpoworkbench.engine.problem.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
    private static final Instant NOW = Instant.parse("2026-11-21T14:32:05Z");

    @TempDir
    Path path;

    private RunFolder folder;

    @BeforeEach
    void makeFolder() {
        folder = new RunFolder(path);
    }

    @Test
    void aHeldLeaseNamesThisProcessInJson() throws IOException {
        try (Lease _ = Lease.acquire(folder)) {
            assertThat(Files.readString(folder.lease()))
                    .contains("\"host\":\"" + Host.name() + "\"")
                    .contains("\"pid\":" + ProcessHandle.current().pid() + ",")
                    .contains("\"start\":\"")
                    .contains("\"heartbeat\":\"");
            assertThat(Liveness.of(folder)).isEqualTo(Liveness.ALIVE);
        }
        assertThat(Liveness.of(folder)).isEqualTo(Liveness.NONE);
    }

    @Test
    void aHeartbeatRenewsTheLease() throws InterruptedException {
        try (Lease _ = Lease.acquire(folder)) {
            LeaseRecord first = LeaseRecord.read(folder).orElseThrow();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (LeaseRecord.read(folder).orElseThrow().equals(first)) {
                assertThat(System.nanoTime()).as("no heartbeat in 20 s").isLessThan(deadline);
                Thread.onSpinWait();
            }
            assertThat(LeaseRecord.read(folder).orElseThrow().heartbeat()).isAfter(first.heartbeat());
        }
    }

    @Test
    void aProcessWithTheSameIdButAnotherStartIsAnotherOne() {
        ProcessIdentity self = ProcessIdentity.current();
        assertThat(self.isRunning()).isTrue();
        var reused = new ProcessIdentity(self.host(), self.pid(), self.start().minusSeconds(3600));
        assertThat(reused.isRunning()).isFalse();
        assertThat(lease(reused, NOW).liveness(at(NOW))).isEqualTo(Liveness.GONE);
    }

    @Test
    void aLivingProcessWithoutHeartbeatIsSilentAndNeverToldAsRunning() {
        ProcessIdentity self = ProcessIdentity.current();
        assertThat(lease(self, NOW.minusSeconds(300)).liveness(at(NOW))).isEqualTo(Liveness.SILENT);
        write(lease(self, Instant.now().minusSeconds(300)));
        tell(new Event.Started(self.pid(), self.host(), 5), step(1));
        assertThat(RunStatus.of(folder).state()).isEqualTo(RunState.PAUSED);
    }

    @Test
    void aForeignWorkerIsJudgedByItsHeartbeatOnly() {
        // its process id and start are those of a process here, which says nothing
        ProcessIdentity self = ProcessIdentity.current();
        var foreign = new ProcessIdentity("another-machine", self.pid(), self.start());
        assertThat(lease(foreign, NOW.minusSeconds(2)).liveness(at(NOW))).isEqualTo(Liveness.ALIVE);
        assertThat(lease(foreign, NOW.minusSeconds(300)).liveness(at(NOW))).isEqualTo(Liveness.GONE);
        var noSuchHere = new ProcessIdentity("another-machine", Long.MAX_VALUE, NOW);
        assertThat(lease(noSuchHere, NOW).liveness(at(NOW))).isEqualTo(Liveness.ALIVE);
    }

    @Test
    void aLeaseWrittenWithoutAJournalOffsetIsRead() throws IOException {
        Files.writeString(folder.lease(), """
                {"host":"elsewhere","pid":7,"start":"2026-11-21T14:00:00Z","heartbeat":"2026-11-21T14:32:05Z"}
                """);
        assertThat(LeaseRecord.read(folder))
                .hasValueSatisfying(lease -> assertThat(lease.pid()).isEqualTo(7));
    }

    @Test
    void aFolderWhoseWorkerLivesIsRefusedAndOneWhoseWorkerIsGoneIsTaken() {
        var foreign = new ProcessIdentity("another-machine", 7, NOW);
        write(lease(foreign, Instant.now()));
        assertThatThrownBy(() -> Lease.acquire(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("process 7 on another-machine");
        write(lease(foreign, Instant.now().minusSeconds(300)));
        Lease.acquire(folder).close();
    }

    @Test
    void anUnreadableLeaseIsAnErrorThatNamesIt() throws IOException {
        Files.writeString(folder.lease(), "{");
        assertThatThrownBy(() -> Liveness.of(folder))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(folder.lease().toString());
    }

    @Test
    void anEndToldBeforeTheLeaseWasTakenIsNotThisWorkersEnd() {
        tell(new Event.Started(1, "h", 5), step(1), new Event.State(RunState.STOPPED, Optional.empty()));
        assertThat(RunStatus.of(folder).state()).isEqualTo(RunState.STOPPED);
        try (Lease _ = Lease.acquire(folder)) {
            assertThat(RunStatus.of(folder).state()).isEqualTo(RunState.STARTING);
        }
        assertThat(RunStatus.of(folder).state()).isEqualTo(RunState.STOPPED);
    }

    @Test
    void aForeignWorkersCrashIsComputedAndNotWritten() throws IOException {
        tell(new Event.Started(7, "another-machine", 5), step(1));
        Files.writeString(folder.log(), "one\ntwo\n");
        write(new LeaseRecord("another-machine", 7, NOW, Instant.now().minusSeconds(300), OptionalLong.of(0)));
        assertThat(Crash.record(folder, OptionalInt.empty())).isFalse();
        RunStatus status = RunStatus.of(folder);
        assertThat(status.state()).isEqualTo(RunState.CRASHED);
        assertThat(status.lastLog()).isEqualTo(List.of("one", "two"));
        assertThat(status.failure().orElseThrow()).contains("after step 1", "process 7 on another-machine");
        assertThat(RunHistory.read(folder).warnings()).isEmpty();
    }

    @Test
    void aFreshFolderIsQueued() {
        assertThat(RunStatus.of(folder))
                .isEqualTo(new RunStatus(RunState.QUEUED, 0, Liveness.NONE, Optional.empty(), List.of()));
    }

    private static LeaseRecord lease(ProcessIdentity worker, Instant heartbeat) {
        return new LeaseRecord(worker.host(), worker.pid(), worker.start(), heartbeat, OptionalLong.of(0));
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    private static Event step(int step) {
        return new Event.Step(step, Map.of("loss", 1.0));
    }

    private void write(LeaseRecord lease) {
        try {
            AtomicFile.write(folder.lease(), RunJson.compact(lease));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(Event... events) {
        try (JournalWriter journal = JournalWriter.open(folder)) {
            List.of(events).forEach(journal::append);
        }
    }
}
