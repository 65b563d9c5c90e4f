package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.journal.Event;

/// Turns journal entries of one run into rows, the same ones however the journal is cut into batches.
final class RunIngestion implements AutoCloseable {
    private static final String REFERENCE = "reference";

    private final Connection database;
    private final int run;
    private final PointBatch points;

    RunIngestion(Connection database, MetricIds metrics, int run) throws SQLException {
        this.database = database;
        this.run = run;
        this.points = new PointBatch(database, metrics, run);
    }

    void take(List<Entry> entries) throws SQLException {
        var told = new LastWords();
        for (Entry entry : entries) {
            told.hear(entry);
            take(entry);
        }
        points.flush();
        told.write(database, run);
    }

    @Override
    public void close() throws SQLException {
        points.close();
    }

    private void take(Entry entry) throws SQLException {
        switch (entry.event()) {
            case Event.Started started -> {
                update("update runs set failure = null where id = ?", run);
                totalSteps(started.totalSteps());
            }
            case Event.Resumed resumed -> {
                supersede(resumed.fromStep());
                totalSteps(resumed.totalSteps());
            }
            case Event.Step(int step, Map<String, Double> values) -> addPoints(step, values, "");
            case Event.Evaluation evaluation -> evaluation(evaluation, entry.time());
            case Event.Samples samples -> samples(samples);
            case Event.Checkpoint(int step, String path) ->
                update(
                        "merge into checkpoints (run_id, step, path) key (run_id, step) values (?, ?, ?)",
                        run,
                        step,
                        path);
            case Event.Warning warning -> warning(entry.seq(), warning);
            case Event.Finished(int _, String model) ->
                update("update runs set final_model = ? where id = ?", model, run);
            case Event.Failed(int _, String message) ->
                update("update runs set failure = ? where id = ?", message, run);
            case Event.Progress _, Event.State _ -> {}
        }
    }

    private void totalSteps(int steps) throws SQLException {
        update("update runs set total_steps = ? where id = ?", steps, run);
    }

    /// Takes back what was said of the steps after `step`, as `RunHistory` does.
    private void supersede(int step) throws SQLException {
        points.flush();
        for (String table : List.of("points", "evaluations", "samples", "checkpoints")) {
            update("delete from " + table + " where run_id = ? and step > ?", run, step);
        }
        update("delete from warnings where run_id = ? and step > ? and code <> ?", run, step, Event.Warning.CRASHED);
        update("update runs set final_model = null, failure = null where id = ?", run);
    }

    private void addPoints(int step, Map<String, Double> values, String suffix) throws SQLException {
        for (Map.Entry<String, Double> value : values.entrySet()) {
            points.add(
                    value.getKey().endsWith(suffix) ? value.getKey() : value.getKey() + suffix, step, value.getValue());
        }
    }

    private void evaluation(Event.Evaluation evaluation, Instant time) throws SQLException {
        update("""
                merge into evaluations (run_id, step, evaluated, pairs_file) key (run_id, step) values (?, ?, ?, ?)
                """, run, evaluation.step(), time, evaluation.pairs().orElse(null));
        addPoints(evaluation.step(), evaluation.metrics(), "");
    }

    /// The reference's sample metrics are series of their own, as `lengths/samples_reference` beside `lengths/samples`.
    private void samples(Event.Samples sampled) throws SQLException {
        update("delete from samples where run_id = ? and step = ? and model = ?", run, sampled.step(), sampled.model());
        int position = 0;
        for (Event.Sample sample : sampled.samples()) {
            update(
                    "insert into samples values (?, ?, ?, ?, ?, ?, ?, ?)",
                    run,
                    sampled.step(),
                    sampled.model(),
                    position++,
                    sample.prompt(),
                    sample.completion(),
                    sample.tokens(),
                    sample.ended());
        }
        addPoints(sampled.step(), sampled.metrics(), sampled.model().equals(REFERENCE) ? "_" + REFERENCE : "");
    }

    private void warning(long seq, Event.Warning warning) throws SQLException {
        update(
                "merge into warnings (run_id, seq, step, code, message) key (run_id, seq) values (?, ?, ?, ?, ?)",
                run,
                seq,
                warning.step(),
                warning.code(),
                warning.message());
        if (warning.code().equals(Event.Warning.CRASHED)) {
            update("update runs set failure = ? where id = ?", warning.message(), run);
        }
    }

    private void update(String sql, Object... arguments) throws SQLException {
        Sql.update(database, sql, arguments);
    }
}
