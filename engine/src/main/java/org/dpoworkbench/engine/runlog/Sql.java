package org.dpoworkbench.engine.runlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Plain JDBC with the ceremony taken off.
final class Sql {
    private Sql() {}

    /// Takes what it needs of the row that the result set stands on.
    interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    /// Makes a value of the row that the result set stands on.
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    static <T> List<T> query(Connection database, String sql, Mapper<T> mapper, Object... arguments)
            throws SQLException {
        List<T> values = new ArrayList<>();
        forEach(database, sql, row -> values.add(mapper.map(row)), arguments);
        return values;
    }

    static void forEach(Connection database, String sql, Reader reader, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(database, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        }
    }

    /// Runs one statement; returns the rows changed.
    static int update(Connection database, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(database, sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection database, String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }
}
