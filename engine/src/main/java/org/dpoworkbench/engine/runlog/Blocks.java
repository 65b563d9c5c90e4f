package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.curve.Series;
import org.dpoworkbench.engine.curve.SeriesBuilder;

/// The blocks of one run's metrics.
///
/// A run that is followed grows by a few points at a time. They become a small block; before it is written,
/// those at the end that are not much larger join it, as bits carry in a binary counter. So a metric ends
/// in a handful of blocks, each more than twice the next, and a point is written a few times in its life,
/// not once a second.
final class Blocks {
    private static final String COLUMNS = "first_step, last_step, points, steps, vals";

    private final Connection database;
    private final int run;

    Blocks(Connection database, int run) {
        this.database = database;
        this.run = run;
    }

    /// The metric's points in all blocks.
    SeriesBuilder read(int metric) throws SQLException {
        int points = Sql.query(
                        database,
                        "select coalesce(sum(points), 0) from blocks where run_id = ? and metric_id = ?",
                        row -> row.getInt(1),
                        run,
                        metric)
                .getFirst();
        var column = new SeriesBuilder(points + points / 8 + 16); // room for what a live run tells next
        Sql.forEach(
                database,
                "select " + COLUMNS + " from blocks where run_id = ? and metric_id = ? order by first_step",
                row -> block(row).addTo(column, Integer.MAX_VALUE),
                run,
                metric);
        return column;
    }

    /// The metric's last point.
    Optional<SeriesPoint> last(int metric) throws SQLException {
        return last(metric, COLUMNS, Blocks::block).map(block -> {
            var column = new SeriesBuilder(block.points());
            block.addTo(column, Integer.MAX_VALUE);
            Series series = column.snapshot();
            return new SeriesPoint(series.lastStep(), series.lastValue());
        });
    }

    /// Appends points; where they do not lie behind the stored ones, those from the first of them on are
    /// taken back.
    void append(int metric, Series points) throws SQLException {
        if (points.isEmpty()) {
            return;
        }
        Optional<Extent> end = end(metric);
        if (end.isPresent() && end.get().lastStep() >= points.step(0)) {
            cutAfter(points.step(0) - 1, List.of(metric));
            end = end(metric);
        }
        Series pending = points;
        while (end.isPresent() && end.get().points() < Block.FULL && end.get().points() <= 2 * pending.size()) {
            pending = join(take(metric, end.get().firstStep()), pending);
            end = end(metric);
        }
        for (int from = 0; from < pending.size(); from += Block.FULL) {
            write(metric, Block.of(pending, from, Math.min(from + Block.FULL, pending.size())));
        }
    }

    /// Takes back what was said of the steps after `step`.
    void cutAfter(int step) throws SQLException {
        cutAfter(
                step,
                Sql.query(
                        database,
                        "select distinct metric_id from blocks where run_id = ? and last_step > ?",
                        row -> row.getInt(1),
                        run,
                        step));
    }

    private void cutAfter(int step, List<Integer> metrics) throws SQLException {
        for (int metric : metrics) {
            Sql.update(
                    database,
                    "delete from blocks where run_id = ? and metric_id = ? and first_step > ?",
                    run,
                    metric,
                    step);
            Optional<Extent> end = end(metric);
            if (end.isPresent() && end.get().lastStep() > step) {
                var kept = new SeriesBuilder();
                take(metric, end.get().firstStep()).addTo(kept, step);
                Series series = kept.snapshot();
                write(metric, Block.of(series, 0, series.size()));
            }
        }
    }

    private record Extent(int firstStep, int lastStep, int points) {}

    private Optional<Extent> end(int metric) throws SQLException {
        return last(
                metric,
                "first_step, last_step, points",
                row -> new Extent(row.getInt(1), row.getInt(2), row.getInt(3)));
    }

    private <T> Optional<T> last(int metric, String columns, Sql.Mapper<T> mapper) throws SQLException {
        return Sql.query(
                        database,
                        "select " + columns + " from blocks where run_id = ? and metric_id = ?"
                                + " order by run_id desc, metric_id desc, first_step desc fetch first row only",
                        mapper,
                        run,
                        metric)
                .stream()
                .findFirst();
    }

    /// Reads a block and deletes it.
    private Block take(int metric, int firstStep) throws SQLException {
        String that = "where run_id = ? and metric_id = ? and first_step = ?";
        Block block = Sql.query(
                        database, "select " + COLUMNS + " from blocks " + that, Blocks::block, run, metric, firstStep)
                .getFirst();
        Sql.update(database, "delete from blocks " + that, run, metric, firstStep);
        return block;
    }

    private void write(int metric, Block block) throws SQLException {
        Sql.update(
                database,
                "insert into blocks (run_id, metric_id, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)",
                run,
                metric,
                block.firstStep(),
                block.lastStep(),
                block.points(),
                block.steps(),
                block.values());
    }

    private static Series join(Block before, Series after) {
        var joined = new SeriesBuilder(before.points() + after.size());
        before.addTo(joined, Integer.MAX_VALUE);
        for (int i = 0; i < after.size(); i++) {
            joined.add(after.step(i), after.value(i));
        }
        return joined.snapshot();
    }

    private static Block block(ResultSet row) throws SQLException {
        return new Block(row.getInt(1), row.getInt(2), row.getInt(3), row.getBytes(4), row.getBytes(5));
    }
}
