package org.dpoworkbench.engine.data;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.StructAccessor;
import dev.hardwood.schema.SchemaNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Parquet, row by row; a row group at a time is in memory. Lists and structs become what they are in JSON; a row is a
/// record.
final class ParquetRecords {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ParquetRecords() {}

    /// @throws UserError where the file is broken or no Parquet that can be read
    static void read(Path file, Consumer<FileRecord> sink) throws IOException {
        long row = 0;
        try (ParquetFileReader parquet = open(file)) {
            requireDistinct(file, parquet.getFileSchema().getRootNode());
            try (RowReader rows = parquet.rowReader()) {
                while (next(rows)) {
                    row++;
                    sink.accept(new FileRecord.Fields(RecordPlace.row(file.toString(), row), record(rows)));
                }
            }
        } catch (IOException e) {
            throw broken(file, row, e);
        } catch (ParquetFailure e) {
            throw broken(file, row, e.getCause());
        }
    }

    /// What the library threw, apart from what the sink may throw.
    private static final class ParquetFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ParquetFailure(Throwable cause) {
            super(cause);
        }
    }

    private static ParquetFileReader open(Path file) throws IOException {
        try {
            return ParquetFileReader.open(InputFile.of(file));
        } catch (RuntimeException e) {
            throw new ParquetFailure(e);
        }
    }

    private static boolean next(RowReader rows) {
        try {
            if (!rows.hasNext()) {
                return false;
            }
            rows.next();
            return true;
        } catch (RuntimeException | LinkageError e) {
            throw new ParquetFailure(e);
        }
    }

    private static ObjectNode record(RowReader rows) {
        try {
            return object(rows);
        } catch (RuntimeException e) {
            throw new ParquetFailure(e);
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
