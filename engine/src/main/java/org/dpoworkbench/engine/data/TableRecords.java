package org.dpoworkbench.engine.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// CSV (RFC 4180) and TSV with a line of names: a cell in quotes may hold line feeds, delimiters and doubled quotes. A
/// record's place is the line that it begins in.
final class TableRecords {
    private TableRecords() {}

    /// What separates the cells of other programs' tables.
    private enum Delimiter {
        SEMICOLON(';', "\";\""),
        COMMA(',', "\",\""),
        TAB('\t', "the tab"),
        BAR('|', "\"|\"");

        private final char character;
        private final String words;

        Delimiter(char character, String words) {
            this.character = character;
            this.words = words;
        }
    }

    static boolean isTable(Path file) {
        return DataPath.kind(file)
                .filter(kind -> kind.equals("csv") || kind.equals("tsv"))
                .isPresent();
    }

    /// @throws UserError where a quote is not closed, there are no names, a name stands twice, or it is no UTF-8
    static void read(Path file, InputStream bytes, Consumer<FileRecord> sink) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(DataPath.kind(file).orElse("csv").equals("tsv") ? '\t' : ',')
                .setIgnoreEmptyLines(true)
                .get();
        long line = 1;
        try (CSVParser parser = CSVParser.parse(new InputStreamReader(bytes, Utf8Lines.strictDecoder()), format)) {
            Iterator<CSVRecord> rows = parser.iterator();
            if (!rows.hasNext()) {
                return;
            }
            List<String> names = names(file, rows.next());
            line = parser.getCurrentLineNumber() + 1;
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                sink.accept(record(RecordPlace.line(file.toString(), line), names, row));
                line = parser.getCurrentLineNumber() + 1;
            }
        } catch (CharacterCodingException e) {
            throw Utf8Lines.whereNotUtf8(file, e);
        } catch (CSVException e) {
            throw broken(file, line, e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? Utf8Lines.whereNotUtf8(file, e)
                    : broken(file, line, e.getCause());
        }
    }

    private static UserError broken(Path file, long line, IOException e) throws IOException {
        if (!(e instanceof CSVException)) {
            throw e;
        }
        String message = e.getMessage() == null ? "" : e.getMessage();
        String reason = message.contains("EOF") || message.contains("end of")
                ? "a quote that opens in the record beginning here is never closed. Close it, and double quotes inside of a"
                        + " quoted cell."
                : "after a closing quote something else than a delimiter follows; a quote inside a quoted cell is doubled.";
        return new UserError(
                "%s, line %d: %s What follows that place cannot be read, so it cannot be skipped. Mend that place."
                        .formatted(file, line, reason),
                e);
    }

    private static List<String> names(Path file, CSVRecord header) {
        List<String> names = header.toList().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isEmpty() && !seen.add(name)) {
                throw new UserError(
                        "%s, line 1: two columns are named \"%s\". Rename one of them.".formatted(file, name));
            }
        }
        if (seen.isEmpty()) {
            throw new UserError(file + ", line 1: the columns have no names. The first line names them.");
        }
        requireDelimited(file, names);
        return names;
    }

    /// One column whose name holds another delimiter is no column: no record has but one part under such a name.
    private static void requireDelimited(Path file, List<String> names) {
        if (names.size() > 1) {
            return;
        }
        String only = names.getFirst();
        for (Delimiter other : Delimiter.values()) {
            if (only.indexOf(other.character) >= 0) {
                throw new UserError(("%s, line 1: there is one column, and %s looks like the delimiter: \"%s\". Save it"
                                + " with commas as .csv or with tabs as .tsv.")
                        .formatted(file, other.words, only));
            }
        }
    }

    private static FileRecord record(RecordPlace place, List<String> names, CSVRecord row) {
        if (row.size() != names.size()) {
            return new FileRecord.Unreadable(
                    place,
                    "it has %d cells, and there are %d columns. Put cells with the delimiter or a line feed into quotes."
                            .formatted(row.size(), names.size()));
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                object.put(names.get(i), row.get(i));
            }
        }
        return new FileRecord.Fields(place, object);
    }
}
