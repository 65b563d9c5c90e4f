package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/// What a table's header tells: how cells are separated, which column counts the steps, which hold times,
/// and what the others are called here.
///
/// @param columns cells of a row
/// @param step    position of the column of steps
/// @param seconds position of a column of seconds since the run began
/// @param clock   position of a column of seconds since 1970
/// @param metrics the columns that may hold a metric
record CsvLayout(
        char delimiter,
        int columns,
        int step,
        Optional<Integer> seconds,
        Optional<Integer> clock,
        List<Column> metrics) {
    /// In the order of preference; compared in lower case.
    private static final List<String> STEPS = List.of(
            "step", "global_step", "_step", "train/global_step", "trainer/global_step", "global step", "iteration");
    private static final List<String> SECONDS = List.of("_runtime", "relative time (process)");
    private static final List<String> CLOCKS = List.of("_timestamp", "wall time", "wall_time", "timestamp");
    private static final List<Character> DELIMITERS = List.of(',', ';', '\t', '|');
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+([eE][+-]?\\d+)?");
    /// What a tracker's report puts between a run's name and a metric's.
    private static final String OF_RUN = " - ";

    /// A column by its position and the name of its metric.
    record Column(int position, String metric) {}

    CsvLayout {
        metrics = List.copyOf(metrics);
    }

    /// The layout of the table that begins with this line; empty where none of its columns counts steps.
    static Optional<CsvLayout> of(String header) {
        return DELIMITERS.stream()
                .flatMap(delimiter -> of(header, delimiter).stream())
                .max(Comparator.comparingInt(CsvLayout::columns));
    }

    private static Optional<CsvLayout> of(String header, char delimiter) {
        List<String> names;
        try {
            names = CsvRows.parse(header, format(delimiter)).stream()
                    .findFirst()
                    .orElse(List.of());
        } catch (IOException _) {
            return Optional.empty(); // quotes that make no sense with this delimiter may with another
        }
        Optional<Integer> step = find(names, STEPS);
        if (step.isEmpty()) {
            return Optional.empty();
        }
        Optional<Integer> seconds = find(names, SECONDS);
        Optional<Integer> clock = find(names, CLOCKS);
        List<Integer> others = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean known = step.get() == i || seconds.equals(Optional.of(i)) || clock.equals(Optional.of(i));
            if (!known && !names.get(i).isBlank()) {
                others.add(i);
            }
        }
        String run = commonRun(others.stream().map(names::get).toList());
        List<Column> metrics = others.stream()
                .map(i -> new Column(i, MetricNames.ofPath(names.get(i).substring(run.length()))))
                .toList();
        return Optional.of(new CsvLayout(delimiter, names.size(), step.get(), seconds, clock, metrics));
    }

    static CSVFormat format(char delimiter) {
        return CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get();
    }

    CSVFormat format() {
        return format(delimiter);
    }

    /// The number in a cell; empty where there is none, or an undefined one. Where commas do not separate
    /// cells, one may separate decimals.
    OptionalDouble number(String cell) {
        String text = delimiter != ',' && DECIMAL_COMMA.matcher(cell).matches() ? cell.replace(',', '.') : cell;
        if (text.isEmpty() || !isNumeric(text)) {
            return OptionalDouble.empty();
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException _) {
            return OptionalDouble.empty(); // a text that begins like a number is a text
        }
    }

    /// Java would read `1f`, `0x1p3` and `NaN` as numbers too.
    private static boolean isNumeric(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0);
    }

    private static Optional<Integer> find(List<String> names, List<String> wanted) {
        return wanted.stream()
                .flatMap(want -> names.stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).equals(want))
                        .limit(1)
                        .map(names::indexOf))
                .findFirst();
    }

    /// `my-run - ` where all metrics are of that one run, else nothing.
    private static String commonRun(List<String> names) {
        String run = names.stream()
                .findFirst()
                .filter(name -> name.contains(OF_RUN))
                .map(name -> name.substring(0, name.indexOf(OF_RUN) + OF_RUN.length()))
                .orElse("");
        return names.stream().allMatch(name -> name.startsWith(run)) ? run : "";
    }
}
