package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.run.RunState;

/// What a batch of entries says of the run's state, step and time; only its last word of each counts.
final class LastWords {
    private Optional<Instant> time = Optional.empty();
    private Optional<RunState> state = Optional.empty();
    private OptionalInt step = OptionalInt.empty();

    void hear(Entry entry) {
        time = Optional.of(entry.time());
        state = entry.event().impliedState().or(() -> state);
        switch (entry.event()) {
            case Event.Started _ -> step = OptionalInt.of(0);
            case Event.Resumed resumed -> step = OptionalInt.of(resumed.fromStep());
            case Event.Step taken -> step = OptionalInt.of(taken.step());
            case Event.Progress _,
                    Event.Evaluation _,
                    Event.Samples _,
                    Event.Checkpoint _,
                    Event.Warning _,
                    Event.State _,
                    Event.Finished _,
                    Event.Failed _ -> {}
        }
    }

    void write(Connection database, int run) throws SQLException {
        if (time.isPresent()) {
            Sql.update(database, "update runs set last_word = ? where id = ?", time.get(), run);
        }
        if (state.isPresent()) {
            Sql.update(
                    database,
                    "update runs set state = ? where id = ?",
                    state.get().name(),
                    run);
        }
        if (step.isPresent()) {
            Sql.update(database, "update runs set step = ? where id = ?", step.getAsInt(), run);
        }
    }
}
