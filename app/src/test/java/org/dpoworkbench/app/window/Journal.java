package org.dpoworkbench.app.window;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dpoworkbench.engine.run.RunFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A run's journal as a JSON reader sees it, without the engine's.
record Journal(List<JsonNode> lines) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Journal of(RunFolder run) throws IOException {
        return new Journal(
                Files.readAllLines(run.journal()).stream().map(JSON::readTree).toList());
    }

    /// A metric's values by step, of the lines of one type.
    SortedMap<Integer, Double> values(String type, String metric) {
        SortedMap<Integer, Double> values = new TreeMap<>();
        for (JsonNode line : lines) {
            if (line.get("type").asString().equals(type)) {
                values.put(
                        line.get("step").asInt(),
                        line.get("metrics").get(metric).asDouble());
            }
        }
        return values;
    }

    /// The steps taken, in the order of the lines.
    List<Integer> steps() {
        return lines.stream()
                .filter(line -> line.get("type").asString().equals("step"))
                .map(line -> line.get("step").asInt())
                .toList();
    }
}
