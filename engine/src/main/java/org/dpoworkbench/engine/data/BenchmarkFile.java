package org.dpoworkbench.engine.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.overlap.Benchmark;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;

/// Reads a benchmark: JSON Lines or a JSON array, plain or gzipped, an item a record. All texts of a record,
/// however deep, make its item, whatever its fields are called.
public final class BenchmarkFile {
    private BenchmarkFile() {}

    /// @throws UserError where a file cannot be read or holds no text
    public static Benchmark read(List<Path> files) {
        List<String> items = new ArrayList<>();
        for (Path file : files) {
            int before = items.size();
            RecordFile.read(file, record -> {
                switch (record) {
                    case FileRecord.Unreadable bad -> throw new UserError(bad.place() + ": " + bad.reason());
                    case FileRecord.Fields fields -> {
                        StringBuilder text = new StringBuilder();
                        gather(fields.object(), text);
                        if (!text.isEmpty()) {
                            items.add(text.toString());
                        }
                    }
                }
            });
            if (items.size() == before) {
                throw new UserError(
                        file + " holds no texts, so nothing can overlap with it. Is it the benchmark's file?");
            }
        }
        return Benchmark.of(items);
    }

    private static void gather(JsonNode node, StringBuilder text) {
        if (node.isString()) {
            text.append(text.isEmpty() ? "" : "\n").append(node.stringValue());
        } else {
            node.values().forEach(value -> gather(value, text));
        }
    }
}
