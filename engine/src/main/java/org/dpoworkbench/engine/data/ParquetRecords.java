package org.dpoworkbench.engine.data;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.StructAccessor;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Parquet, row by row; a row group at a time is in memory. Lists and structs become what they are in JSON; a row is a
/// record.
final class ParquetRecords {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<CompressionCodec> CODECS = EnumSet.of(
            CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.GZIP, CompressionCodec.ZSTD);

    private ParquetRecords() {}

    /// Tells on which instructions it runs, at every start.
    private static final Logger LIBRARY = Logger.getLogger("dev.hardwood");

    static {
        LIBRARY.setLevel(Level.WARNING);
    }

    /// One reading; what the library throws is told from what the sink throws.
    private static final class Reading {
        private final Path file;
        private final Consumer<FileRecord> sink;
        private long row;
        private boolean inSink;

        Reading(Path file, Consumer<FileRecord> sink) {
            this.file = file;
            this.sink = sink;
        }

        void run() throws IOException {
            try (ParquetFileReader parquet = ParquetFileReader.open(InputFile.of(file))) {
                requireDistinct(file, parquet.getFileSchema().getRootNode());
                requireCodecs(file, parquet.getFileMetaData().rowGroups());
                try (RowReader rows = parquet.rowReader()) {
                    while (rows.hasNext()) {
                        rows.next();
                        row++;
                        FileRecord record = new FileRecord.Fields(RecordPlace.row(file.toString(), row), object(rows));
                        inSink = true;
                        sink.accept(record);
                        inSink = false;
                    }
                }
            }
        }
    }

    /// @throws UserError where the file is broken or no Parquet that can be read
    static void read(Path file, Consumer<FileRecord> sink) {
        Reading reading = new Reading(file, sink);
        try {
            reading.run();
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            if (reading.inSink) {
                throw e;
            }
            throw broken(file, reading.row, e);
        } catch (IOException e) {
            throw broken(file, reading.row, e);
        }
    }

    private static UserError broken(Path file, long rows, Throwable e) {
        return new UserError(
                ("%s is broken as Parquet, or of a kind that is not read, after %d rows: %s. Was it copied or downloaded "
                                + "whole? What follows cannot be read, so it cannot be skipped.")
                        .formatted(file, rows, reason(e)),
                e);
    }

    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getMessage() == null && root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse("").strip().replaceAll("[.]$", "");
    }

    private static void requireDistinct(Path file, SchemaNode.GroupNode root) {
        Set<String> names = new HashSet<>();
        for (SchemaNode column : root.children()) {
            if (!names.add(column.name())) {
                throw new UserError(
                        "%s has two columns named \"%s\". Rename one of them.".formatted(file, column.name()));
            }
        }
    }

    private static void requireCodecs(Path file, List<RowGroup> groups) {
        groups.stream()
                .flatMap(group -> group.columns().stream())
                .map(column -> column.metaData().codec())
                .filter(codec -> !CODECS.contains(codec))
                .findFirst()
                .ifPresent(codec -> {
                    throw new UserError(("%s is compressed with %s, which is not read. Write it anew with snappy or"
                                    + " zstd, such as by pyarrow: write_table(read_table(OLD), NEW,"
                                    + " compression=\"zstd\").")
                            .formatted(file, codec.name().toLowerCase(Locale.ROOT)));
                });
    }

    private static ObjectNode object(StructAccessor struct) {
        ObjectNode object = JSON.objectNode();
        for (int i = 0; i < struct.getFieldCount(); i++) {
            object.set(struct.getFieldName(i), struct.isNull(i) ? JSON.nullNode() : value(struct.getValue(i)));
        }
        return object;
    }

    private static JsonNode value(Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case String text -> JSON.stringNode(text);
            case Boolean flag -> JSON.booleanNode(flag);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Float number -> JSON.numberNode(number);
            case Double number -> JSON.numberNode(number);
            case StructAccessor struct -> object(struct);
            case PqList list -> list(list);
            case PqMap map -> map(map);
            case byte[] bytes -> JSON.binaryNode(bytes);
            default -> JSON.stringNode(value.toString());
        };
    }

    private static ArrayNode list(PqList list) {
        ArrayNode array = JSON.arrayNode();
        for (int i = 0; i < list.size(); i++) {
            array.add(list.isNull(i) ? JSON.nullNode() : value(list.get(i)));
        }
        return array;
    }

    private static ObjectNode map(PqMap map) {
        ObjectNode object = JSON.objectNode();
        for (PqMap.Entry entry : map.getEntries()) {
            object.set(String.valueOf(entry.getKey()), value(entry.getValue()));
        }
        return object;
    }
}
