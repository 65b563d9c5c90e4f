package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/// Rows of a table that is in memory.
final class CsvRows {
    private CsvRows() {}

    /// The cells of each row.
    ///
    /// @throws IOException where the text is no table: a quote does not end, or something stands behind one
    static List<List<String>> parse(String text, CSVFormat format) throws IOException {
        try (CSVParser parser = CSVParser.parse(text, format)) {
            return parser.stream().map(CSVRecord::toList).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
