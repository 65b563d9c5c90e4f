package org.dpoworkbench.app.report;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// Trees of settings as tables: a row for every leaf, its path as the name.
public final class Flat {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private Flat() {}

    /// Every setting under its name in `config.yaml`, such as `optimizer.learning_rate`; one that is absent is `–`.
    public static Map<String, String> settings(RunConfig config) {
        Map<String, String> rows = new LinkedHashMap<>();
        put("", JSON.valueToTree(config), rows);
        return rows;
    }

    /// The facts of a run's `provenance.json`; none where there is no such file.
    ///
    /// @throws UserError where the file is not JSON
    public static Map<String, String> provenance(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            Map<String, String> rows = new LinkedHashMap<>();
            put("", JSON.readTree(Files.readString(file)), rows);
            return rows;
        } catch (JacksonException e) {
            throw new UserError(
                    file + " is not JSON: " + e.getOriginalMessage()
                            + ". It was written when the run started and should"
                            + " not be edited; without it the report can be made too.",
                    e);
        }
    }

    private static void put(String path, JsonNode node, Map<String, String> rows) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(each ->
                            put(path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue(), rows));
        } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject)) {
            for (int i = 0; i < node.size(); i++) {
                put(path + "[" + (i + 1) + "]", node.get(i), rows);
            }
        } else {
            rows.put(path, text(node));
        }
    }

    private static String text(JsonNode node) {
        if (node.isNull() || node.isMissingNode() || (node.isContainer() && node.isEmpty())) {
            return "–";
        }
        if (node.isArray()) {
            return node.valueStream().map(Flat::text).collect(Collectors.joining(", "));
        }
        if (node.isBoolean()) {
            return node.booleanValue() ? "yes" : "no";
        }
        if (node.isFloatingPointNumber()) {
            return Numbers.plain(node.doubleValue());
        }
        // Jackson writes paths as URIs.
        String text = node.asString();
        return text.startsWith("file:") ? Path.of(URI.create(text)).toString() : text;
    }
}
