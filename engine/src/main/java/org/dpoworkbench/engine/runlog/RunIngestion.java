package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;

/// Turns journal entries of one run into rows that tell the same however the journal is cut into batches.
final class RunIngestion {
    private final Connection database;
    private final MetricIds metrics;
    private final int run;
    private final Blocks blocks;
    private Optional<Instant> begun;

    /// @param begun time of the journal's first line; empty before there is one
    RunIngestion(Connection database, MetricIds metrics, int run, Optional<Instant> begun) {
        this.database = database;
        this.metrics = metrics;
        this.run = run;
        this.blocks = new Blocks(database, run);
        this.begun = begun;
    }

    void take(List<Entry> entries) throws SQLException {
        if (begun.isEmpty() && !entries.isEmpty()) {
            begun = Optional.of(entries.getFirst().time());
            update("update runs set journal_begun = ? where id = ?", begun.get(), run);
        }
        var told = new LastWords();
        var batch = new RunCurvesBuilder(begun);
        for (Entry entry : entries) {
            if (entry.event() instanceof Event.Resumed resumed) {
                append(batch.snapshot());
                blocks.cutAfter(resumed.fromStep());
                batch = new RunCurvesBuilder(begun);
            }
            batch.add(entry);
            told.hear(entry);
            take(entry);
        }
        append(batch.snapshot());
        told.write(database, run);
    }

    private void append(RunCurves curves) throws SQLException {
        blocks.append(metrics.of(MetricIds.SECONDS), curves.seconds());
        for (Map.Entry<String, Series> column : curves.columns().entrySet()) {
            blocks.append(metrics.of(column.getKey()), column.getValue());
        }
    }

    private void take(Entry entry) throws SQLException {
        switch (entry.event()) {
            case Event.Started started -> {
                keep(entry);
                update("update runs set failure = null, total_steps = ? where id = ?", started.totalSteps(), run);
            }
            case Event.Resumed resumed -> {
                keep(entry);
                update(
                        "update runs set final_model = null, failure = null, total_steps = ? where id = ?",
                        resumed.totalSteps(),
                        run);
            }
            case Event.Warning warning -> {
                keep(entry);
                if (warning.code().equals(Event.Warning.CRASHED)) {
                    update("update runs set failure = ? where id = ?", warning.message(), run);
                }
            }
            case Event.Finished(int _, String model) -> {
                keep(entry);
                update("update runs set final_model = ? where id = ?", model, run);
            }
            case Event.Failed(int _, String message) -> {
                keep(entry);
                update("update runs set failure = ? where id = ?", message, run);
            }
            case Event.Evaluation _, Event.Samples _, Event.Checkpoint _ -> keep(entry);
            case Event.Step _, Event.Progress _, Event.State _ -> {}
        }
    }

    private void keep(Entry entry) throws SQLException {
        update(
                "merge into entries (run_id, seq, line) key (run_id, seq) values (?, ?, ?)",
                run,
                entry.seq(),
                entry.json());
    }

    private void update(String sql, Object... arguments) throws SQLException {
        Sql.update(database, sql, arguments);
    }
}
