package org.dpoworkbench.engine.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How an entry of LLaMA-Factory's `dataset_info.json` says turns are written, its `tags`.
///
/// @param role    the key of who speaks
/// @param content the key of what is said
/// @param roles   what chat templates call those who speak, by the data's names
/// @param calls   the data's name for a turn that calls a function
record EntryTurns(String role, String content, Map<String, String> roles, String calls) {
    private static final Map<String, String> USUAL = Map.of(
            "role_tag", "from",
            "content_tag", "value",
            "user_tag", "human",
            "assistant_tag", "gpt",
            "observation_tag", "observation",
            "function_tag", "function_call",
            "system_tag", "system");

    static EntryTurns of(String place, JsonNode tags) {
        Map<String, String> given = EntryColumns.Settings.texts(place, "tags", tags);
        EntryColumns.Settings.requireKnown(place, "tags", given, new TreeSet<>(USUAL.keySet()));
        Map<String, String> all = new HashMap<>(USUAL);
        all.putAll(given);
        Map<String, String> roles = new HashMap<>();
        roles.put(all.get("system_tag"), "system");
        roles.put(all.get("observation_tag"), "tool");
        roles.put(all.get("assistant_tag"), "assistant");
        roles.put(all.get("user_tag"), "user");
        return new EntryTurns(all.get("role_tag"), all.get("content_tag"), Map.copyOf(roles), all.get("function_tag"));
    }

    /// A conversation as `{role, content}`.
    ArrayNode list(String field, JsonNode value) throws UnreadableRecordException {
        if (!(Values.unpacked(value) instanceof ArrayNode list)) {
            throw Values.wrongType(field, value, "a list of {%s, %s}".formatted(role, content));
        }
        ArrayNode turns = JsonNodeFactory.instance.arrayNode();
        for (JsonNode turn : list) {
            turns.add(turn(field, turn, turns.size() + 1));
        }
        return turns;
    }

    /// An answer: a turn, a list of them, or the text of the assistant's.
    JsonNode answer(String field, JsonNode value) throws UnreadableRecordException {
        JsonNode given = Values.unpacked(value);
        return given.isObject() ? turn(field, given, 1) : given.isString() ? given : list(field, given);
    }

    private ObjectNode turn(String field, JsonNode turn, int number) throws UnreadableRecordException {
        if (!turn.hasNonNull(role) || !turn.has(content)) {
            throw new UnreadableRecordException(
                    "\"%s\" has a turn (number %d) without \"%s\" and \"%s\", which the tags of %s say it has. It is %s."
                            .formatted(field, number, role, content, DatasetInfo.NAME, Values.excerpt(turn)));
        }
        String speaker = turn.get(role).asString("");
        String known = roles.get(speaker);
        if (known == null) {
            throw new UnreadableRecordException(
                    speaker.equals(calls)
                            ? ("\"%s\" has a turn (number %d) from \"%s\": calls of functions are read as tool_calls of an"
                                            + " assistant's turn only.")
                                    .formatted(field, number, speaker)
                            : "\"%s\" has a turn (number %d) from \"%s\"; the tags of %s know %s."
                                    .formatted(
                                            field,
                                            number,
                                            speaker,
                                            DatasetInfo.NAME,
                                            String.join(", ", new TreeSet<>(roles.keySet()))));
        }
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        made.put("role", known);
        made.set("content", turn.get(content));
        for (Map.Entry<String, JsonNode> more : turn.properties()) {
            if (!List.of(role, content, "role", "content").contains(more.getKey())) {
                made.set(more.getKey(), more.getValue());
            }
        }
        return made;
    }
}
