package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.curve.SeriesBuilder;
import org.dpoworkbench.engine.journal.Entry;

/// Gathers a run's curves from the tables.
///
/// @param moment   a connection that sees the tables as of one moment
/// @param listener hears of the curves after each metric
record Restoration(Connection moment, Position position, Consumer<RunCurvesBuilder> listener) {

    /// @param order which metrics come first
    Restored run(Comparator<String> order) throws SQLException {
        var curves = new RunCurvesBuilder(position.begun());
        Sql.forEach(
                moment,
                "select line from entries where run_id = ? order by seq",
                row -> curves.add(Entry.parse(row.getString(1))),
                position.run());
        var blocks = new Blocks(moment, position.run());
        Map<String, Integer> metrics = metrics();
        Integer seconds = metrics.remove(MetricIds.SECONDS);
        curves.restore(position.state(), seconds == null ? new SeriesBuilder() : blocks.read(seconds));
        for (String metric : metrics.keySet().stream().sorted(order).toList()) {
            curves.restore(metric, blocks.read(metrics.get(metric)));
            listener.accept(curves);
        }
        return new Restored(curves, position.offset());
    }

    private Map<String, Integer> metrics() throws SQLException {
        Map<String, Integer> metrics = new HashMap<>();
        Sql.forEach(moment, """
                select distinct m.name, m.id from blocks b join metrics m on m.id = b.metric_id where b.run_id = ?
                """, row -> metrics.put(row.getString(1), row.getInt(2)), position.run());
        return metrics;
    }
}
