package org.dpoworkbench.app.window.scale;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the rounds measured, as a table.
final class Numbers {
    private final Map<Row, List<Double>> measured = new LinkedHashMap<>();

    /// A line of the table.
    ///
    /// @param target what is aimed at, in words; empty: nothing
    record Row(String what, String target) {}

    void add(Row row, double value) {
        measured.computeIfAbsent(row, _ -> new ArrayList<>()).add(value);
    }

    void addMillisSince(Row row, long began) {
        add(row, (System.nanoTime() - began) / (double) TimeUnit.MILLISECONDS.toNanos(1));
    }

    /// The first round stands apart too, as Java compiles what it runs there for the first time.
    @Override
    public String toString() {
        var table = new StringBuilder();
        line(table, "", "first", "minimum", "median", "maximum", "target");
        measured.forEach((row, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            line(
                    table,
                    row.what(),
                    number(values.getFirst()),
                    number(sorted.getFirst()),
                    number(sorted.get(sorted.size() / 2)),
                    number(sorted.getLast()),
                    row.target());
        });
        return table.toString();
    }

    private static void line(StringBuilder table, Object... cells) {
        table.append(String.format(Locale.ROOT, "%-56s %9s %9s %9s %9s  %s%n", cells));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%,.1f" : "%,.0f", value);
    }
}
