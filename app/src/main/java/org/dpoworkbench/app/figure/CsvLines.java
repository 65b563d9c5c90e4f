package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.util.List;

/// Writes lines of CSV as RFC 4180 has them.
final class CsvLines {
    private final Appendable out;

    CsvLines(Appendable out) {
        this.out = out;
    }

    void line(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
        }
        out.append("\r\n");
    }

    /// A number that reads back as the same double; one that is not finite is empty.
    static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    private static String quoted(String cell) {
        boolean needed = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
