package org.dpoworkbench.engine.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a record gives its chat template besides the messages, as TRL 1.16 passes it on: `tools`, a list or a JSON text
/// of one, and the fields of `chat_template_kwargs`.
public final class TemplateVariables {
    private static final String TOOLS = "tools";
    private static final String OTHERS = "chat_template_kwargs";

    /// What this program decides.
    private static final Set<String> OURS =
            Set.of("messages", "add_generation_prompt", "continue_final_message", "chat_template", "tokenize");

    private TemplateVariables() {}

    /// By the names that templates use; an empty list of tools is none.
    static Map<String, JsonNode> of(ObjectNode object) throws UnreadableRecordException {
        Map<String, JsonNode> variables = new LinkedHashMap<>();
        JsonNode tools = unpacked(object.get(TOOLS));
        if (!Values.isMissing(tools) && !(tools.isArray() && tools.isEmpty())) {
            if (!tools.isArray()) {
                throw Values.wrongType(TOOLS, tools, "a list of tools, or a JSON text of one");
            }
            variables.put(TOOLS, Values.checked(TOOLS, tools));
        }
        JsonNode others = object.get(OTHERS);
        if (!Values.isMissing(others)) {
            if (!(others instanceof ObjectNode given)) {
                throw Values.wrongType(OTHERS, others, "an object of the template's variables");
            }
            for (Map.Entry<String, JsonNode> one : given.properties()) {
                if (OURS.contains(one.getKey())) {
                    throw new UnreadableRecordException(
                            "\"%s\" sets %s, which a record cannot.".formatted(OTHERS, one.getKey()));
                }
                variables.put(one.getKey(), Values.checked(OTHERS, one.getValue()));
            }
        }
        return variables;
    }

    /// The fields of a record that gives these variables, the reverse of [#of].
    public static Map<String, JsonNode> fields(Map<String, JsonNode> variables) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        ObjectNode others = Json.MAPPER.createObjectNode();
        variables.forEach((name, value) -> {
            if (name.equals(TOOLS)) {
                fields.put(TOOLS, value);
            } else {
                others.set(name, value);
            }
        });
        if (!others.isEmpty()) {
            fields.put(OTHERS, others);
        }
        return fields;
    }

    /// Whether two records say the same in these fields.
    static boolean same(ObjectNode one, ObjectNode other) {
        return Stream.of(TOOLS, OTHERS).allMatch(field -> Objects.equals(one.get(field), other.get(field)));
    }

    /// A blank text is none.
    private static JsonNode unpacked(JsonNode tools) throws UnreadableRecordException {
        if (tools == null || !tools.isString()) {
            return tools;
        }
        if (tools.stringValue().isBlank()) {
            return null;
        }
        try {
            return Json.MAPPER.readTree(tools.stringValue());
        } catch (JacksonException _) {
            throw Values.wrongType(TOOLS, tools, "a list of tools, or a JSON text of one");
        }
    }
}
