package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// JSON as a template has it, in the types that Python's `json` gives.
final class TemplateValues {
    private TemplateValues() {}

    /// Null for `null`.
    static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT, POJO -> of(node.properties());
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.forEach(item -> list.add(of(item)));
                yield list;
            }
            case NUMBER ->
                !node.isIntegralNumber()
                        ? (Object) node.doubleValue()
                        : node.canConvertToLong() ? (Object) node.longValue() : node.bigIntegerValue();
            case BOOLEAN -> node.booleanValue();
            case STRING, BINARY -> node.stringValue();
            case NULL, MISSING -> null;
        };
    }

    /// By name, in order.
    static Map<String, Object> of(Iterable<Map.Entry<String, JsonNode>> fields) {
        Map<String, Object> values = new LinkedHashMap<>();
        fields.forEach(field -> values.put(field.getKey(), of(field.getValue())));
        return values;
    }
}
