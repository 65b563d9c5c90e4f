package org.dpoworkbench.engine.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a record gives its chat template besides the messages, as TRL 1.16 passes it on: `tools`, a list or a JSON text
/// of one, and the fields of `chat_template_kwargs`.
public final class TemplateVariables {
    public static final String TOOLS = "tools";
    public static final String OTHERS = "chat_template_kwargs";

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
