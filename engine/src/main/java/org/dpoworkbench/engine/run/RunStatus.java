package org.dpoworkbench.engine.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.journal.JournalReader;

/// Where a run truly stands: its journal's last words, held against its lease.
///
/// A worker that is silent is told as paused: its process is suspended or starved, and it may come back.
///
/// @param step     last step taken, 0 before the first
/// @param liveness whether a worker is there
/// @param failure  why a failed run failed, or what is known of a crash
/// @param lastLog  the last lines of a crashed run's log
public record RunStatus(RunState state, int step, Liveness liveness, Optional<String> failure, List<String> lastLog) {
    public RunStatus {
        lastLog = List.copyOf(lastLog);
    }

    /// Reads the journal's end only, so that a list of long runs is quick.
    public static RunStatus of(RunFolder folder) {
        // The lease first: a worker that ends between the two looks has then told its end.
        Optional<LeaseRecord> lease = LeaseRecord.read(folder);
        Liveness liveness = Liveness.of(lease);
        Optional<RunState> told = told(folder, lease);
        RunState state = state(told, liveness);
        return new RunStatus(
                state,
                lastStep(folder),
                liveness,
                failure(folder, state, told),
                state == RunState.CRASHED ? LogTail.of(folder, LogTail.CRASH_LINES) : List.of());
    }

    /// The last state that the lease's worker has told, or that anyone has told where nobody holds a lease.
    static Optional<RunState> told(RunFolder folder, Optional<LeaseRecord> lease) {
        long from = lease.map(LeaseRecord::journalOffset)
                .orElse(OptionalLong.empty())
                .orElse(0);
        return JournalReader.findLast(folder, from, entry -> entry.event().impliedState());
    }

    private static RunState state(Optional<RunState> told, Liveness liveness) {
        if (told.filter(RunState::ended).isPresent()) {
            return told.get();
        }
        return switch (liveness) {
            case ALIVE -> told.orElse(RunState.STARTING);
            case SILENT -> RunState.PAUSED;
            case GONE -> RunState.CRASHED;
            case NONE -> told.isPresent() ? RunState.CRASHED : RunState.QUEUED;
        };
    }

    static int lastStep(RunFolder folder) {
        return JournalReader.findLast(folder, RunStatus::step).orElse(0);
    }

    private static Optional<Integer> step(Entry entry) {
        return switch (entry.event()) {
            case Event.Step step -> Optional.of(step.step());
            case Event.Resumed resumed -> Optional.of(resumed.fromStep());
            case Event.Started _ -> Optional.of(0);
            default -> Optional.empty();
        };
    }

    private static Optional<String> failure(RunFolder folder, RunState state, Optional<RunState> told) {
        return switch (state) {
            case FAILED -> JournalReader.findLast(folder, RunStatus::message);
            case CRASHED ->
                told.equals(Optional.of(RunState.CRASHED))
                        ? JournalReader.findLast(folder, RunStatus::message)
                        : Optional.of(Crash.describe(folder, OptionalInt.empty()));
            case QUEUED, STARTING, RUNNING, PAUSED, FINISHED, STOPPED -> Optional.empty();
        };
    }

    private static Optional<String> message(Entry entry) {
        return switch (entry.event()) {
            case Event.Failed failed -> Optional.of(failed.message());
            case Event.Warning warning
            when warning.code().equals(Event.Warning.CRASHED) -> Optional.of(warning.message());
            default -> Optional.empty();
        };
    }
}
