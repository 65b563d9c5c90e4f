package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Numbers for metric names, so that a point is small. A number given in a transaction that is rolled back must be
/// forgotten: see [#forget].
final class MetricIds {
    /// The name that stands for the seconds since the run began, by step.
    static final String SECONDS = "";

    private final Connection database;
    private final Map<String, Integer> ids = new HashMap<>();

    MetricIds(Connection database) {
        this.database = database;
    }

    int of(String name) throws SQLException {
        Integer known = ids.get(name);
        if (known != null) {
            return known;
        }
        List<Integer> stored = find(name);
        if (stored.isEmpty()) {
            Sql.update(database, "insert into metrics (name) values (?)", name);
            stored = find(name);
        }
        ids.put(name, stored.getFirst());
        return stored.getFirst();
    }

    void forget() {
        ids.clear();
    }

    private List<Integer> find(String name) throws SQLException {
        return Sql.query(database, "select id from metrics where name = ?", row -> row.getInt(1), name);
    }
}
