package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Points of one run on their way into the table, written metric by metric, as the table's key has them: twice as fast
/// as in the journal's order.
final class PointBatch implements AutoCloseable {
    private final int run;
    private final MetricIds metrics;
    private final PreparedStatement merge;
    private final TreeMap<Integer, List<SeriesPoint>> byMetric = new TreeMap<>();

    PointBatch(Connection database, MetricIds metrics, int run) throws SQLException {
        this.run = run;
        this.metrics = metrics;
        this.merge = database.prepareStatement("""
                merge into points (run_id, metric_id, step, metric_value)
                key (run_id, metric_id, step) values (?, ?, ?, ?)
                """);
    }

    void add(String metric, int step, double value) throws SQLException {
        byMetric.computeIfAbsent(metrics.of(metric), _ -> new ArrayList<>()).add(new SeriesPoint(step, value));
    }

    void flush() throws SQLException {
        merge.setInt(1, run);
        for (var series : byMetric.entrySet()) {
            merge.setInt(2, series.getKey());
            for (SeriesPoint point : series.getValue()) {
                merge.setInt(3, point.step());
                merge.setDouble(4, point.value());
                merge.addBatch();
            }
        }
        merge.executeBatch();
        byMetric.clear();
    }

    @Override
    public void close() throws SQLException {
        merge.close();
    }
}
