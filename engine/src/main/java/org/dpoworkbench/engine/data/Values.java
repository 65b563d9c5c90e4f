package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the values of fields, strictly: what is of another type than expected is an error that says so.
final class Values {
    /// What data sets call those who speak, and what chat templates call them.
    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("human", "user"),
            Map.entry("user", "user"),
            Map.entry("prompter", "user"),
            Map.entry("gpt", "assistant"),
            Map.entry("chatgpt", "assistant"),
            Map.entry("assistant", "assistant"),
            Map.entry("model", "assistant"),
            Map.entry("system", "system"),
            Map.entry("observation", "tool"),
            Map.entry("tool", "tool"));

    private static final Pattern BEGUN = Pattern.compile("\\s*\\[\\s*\\{");
    private static final Pattern PRINTED = Pattern.compile("\\s*\\[\\s*\\{\\s*'(role|content|from|value)':");

    private Values() {}

    static boolean isMissing(JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode();
    }

    static JsonNode required(ObjectNode object, String field) throws UnreadableRecordException {
        JsonNode value = object.get(field);
        if (isMissing(value)) {
            throw new UnreadableRecordException("\"%s\" is %s. Its fields are: %s."
                    .formatted(field, value == null ? "missing" : "null", String.join(", ", object.propertyNames())));
        }
        return value;
    }

    static String text(String field, JsonNode value) throws UnreadableRecordException {
        if (value == null || !value.isString()) {
            throw wrongType(field, value, "a text");
        }
        return checked(field, value.stringValue());
    }

    /// A text without half a surrogate pair, which JSON escapes can smuggle in and no tokenizer can read.
    static String checked(String field, String text) throws UnreadableRecordException {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isHighSurrogate(text.charAt(i))
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(text.charAt(i))) {
                throw new UnreadableRecordException(
                        "\"%s\" holds half a surrogate pair (\\u%04x) at character %d, which is no text."
                                .formatted(field, (int) text.charAt(i), i + 1));
            }
        }
        return text;
    }

    /// Whether this is a turn of a conversation: `{role, content}` or ShareGPT's `{from, value}`.
    static boolean isTurn(JsonNode value) {
        return value instanceof ObjectNode turn
                && ((turn.has("role") && turn.has("content")) || (turn.has("from") && turn.has("value")));
    }

    static boolean isTurns(JsonNode value) {
        return value != null && value.isArray() && !value.isEmpty() && isTurn(value.get(0));
    }

    static List<Message> turns(String field, JsonNode list) throws UnreadableRecordException {
        if (list == null || !list.isArray()) {
            throw wrongType(field, list, "a text or a list of {role, content}");
        }
        List<Message> turns = new ArrayList<>();
        for (JsonNode turn : list) {
            turns.add(turn(field, turn, turns.size() + 1));
        }
        return turns;
    }

    /// @param number of the turn, from 1, for errors
    static Message turn(String field, JsonNode turn, int number) throws UnreadableRecordException {
        boolean shareGpt = turn.has("from") && turn.has("value");
        JsonNode role = turn.get(shareGpt ? "from" : "role");
        JsonNode content = turn.get(shareGpt ? "value" : "content");
        boolean calls = content != null && content.isNull() && !isMissing(turn.get(Message.TOOL_CALLS));
        if (role == null || content == null || !role.isString() || !(content.isString() || calls)) {
            throw new UnreadableRecordException(
                    ("\"%s\" has a turn (number %d) that is not {\"role\": text, \"content\": text}. "
                                    + "A content may be null beside tool_calls only.")
                            .formatted(field, number));
        }
        return new Message(
                shareGpt ? role(field, role.stringValue(), number) : checked(field, role.stringValue()),
                calls ? "" : checked(field, content.stringValue()),
                more(field, turn, shareGpt ? Set.of("from", "value") : Set.of("role", calls ? "" : Message.CONTENT)));
    }

    /// A turn's fields but those named.
    private static Map<String, JsonNode> more(String field, JsonNode turn, Set<String> known)
            throws UnreadableRecordException {
        Map<String, JsonNode> more = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : turn.properties()) {
            if (!known.contains(one.getKey())) {
                more.put(one.getKey(), checked(field, one.getValue()));
            }
        }
        return more;
    }

    /// A value whose texts are texts, see [#checked(String, String)].
    static JsonNode checked(String field, JsonNode value) throws UnreadableRecordException {
        if (value.isString()) {
            checked(field, value.stringValue());
        }
        for (JsonNode inner : value) {
            checked(field, inner);
        }
        return value;
    }

    private static String role(String field, String name, int number) throws UnreadableRecordException {
        String role = ROLES.get(name.toLowerCase(Locale.ROOT));
        if (role == null) {
            throw new UnreadableRecordException(
                    "\"%s\" has a turn (number %d) from \"%s\"; known are human, gpt, system and observation."
                            .formatted(field, number, name));
        }
        return role;
    }

    /// @param vocabularySize ids are below this
    static int[] ids(String field, JsonNode list, int vocabularySize) throws UnreadableRecordException {
        if (list == null || !list.isArray()) {
            throw wrongType(field, list, "a list of token ids");
        }
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            JsonNode id = list.get(i);
            if (!id.isIntegralNumber()) {
                throw new UnreadableRecordException("\"%s\" holds %s at position %d, where a token id is expected."
                        .formatted(field, excerpt(id), i + 1));
            }
            if (!id.canConvertToInt() || id.intValue() < 0 || id.intValue() >= vocabularySize) {
                throw new UnreadableRecordException(
                        "\"%s\" holds the token id %s at position %d; the model's vocabulary is 0 to %d."
                                .formatted(field, excerpt(id), i + 1, vocabularySize - 1));
            }
            ids[i] = id.intValue();
        }
        return ids;
    }

    /// A number, which tables and some data sets write as a text; absent for `null` and what is not rated.
    static OptionalDouble number(String field, JsonNode value) throws UnreadableRecordException {
        if (isMissing(value)) {
            return OptionalDouble.empty();
        }
        if (value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        if (value.isString()) {
            String text = value.stringValue().strip();
            if (text.isEmpty() || text.equalsIgnoreCase("n/a") || text.equalsIgnoreCase("nan")) {
                return OptionalDouble.empty();
            }
            try {
                return OptionalDouble.of(Double.parseDouble(text));
            } catch (NumberFormatException _) {
                throw wrongType(field, value, "a number");
            }
        }
        throw wrongType(field, value, "a number");
    }

    /// A label: true or false, 1 or 0, +1 or -1, or these as texts.
    static boolean label(String field, JsonNode value) throws UnreadableRecordException {
        if (value != null && value.isBoolean()) {
            return value.booleanValue();
        }
        if (value != null && (value.isNumber() || value.isString())) {
            switch (value.isString()
                    ? value.stringValue().strip().toLowerCase(Locale.ROOT)
                    : plain(value.doubleValue())) {
                case "true", "1", "1.0", "desirable", "chosen", "good" -> {
                    return true;
                }
                case "false", "0", "0.0", "-1", "-1.0", "undesirable", "rejected", "bad" -> {
                    return false;
                }
                default -> {
                    // no label
                }
            }
        }
        throw new UnreadableRecordException("\"%s\" must be a label: true or false, or 1 or 0, is %s. %s"
                .formatted(
                        field,
                        excerpt(value),
                        value != null && value.isNumber()
                                ? "If it says how good the completion is, pass --completion FIELD --scores %s."
                                        .formatted(field)
                                : "Write it so; if another field holds the label, pass --label FIELD."));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /// A list that some tables hold as a JSON text.
    static JsonNode unpacked(JsonNode value) {
        if (value != null
                && value.isString()
                && value.stringValue().stripLeading().startsWith("[")) {
            try {
                JsonNode list = Json.MAPPER.readTree(value.stringValue());
                return list.isArray() ? list : value;
            } catch (JacksonException _) {
                return value; // a text that begins with a bracket
            }
        }
        return value;
    }

    /// A conversation that some tables hold as a JSON text; every other text stays one.
    ///
    /// @throws UnreadableRecordException where it is one as Python prints it, which is no JSON
    static JsonNode unpackedTurns(String field, JsonNode value) throws UnreadableRecordException {
        if (value != null
                && value.isString()
                && BEGUN.matcher(value.stringValue()).lookingAt()) {
            JsonNode list = unpacked(value);
            if (isTurns(list)) {
                return list;
            }
            if (PRINTED.matcher(value.stringValue()).lookingAt()) {
                throw new UnreadableRecordException(
                        ("\"%s\" holds a conversation as Python prints it, which is no JSON. "
                                        + "Write it with json.dumps, or save the data as Parquet or JSON Lines.")
                                .formatted(field));
            }
        }
        return value;
    }

    /// For a field whose name says that it holds a conversation: a text that begins as a list of objects and is none of
    /// turns is no answer.
    static void requireNoBrokenTurns(String field, JsonNode value) throws UnreadableRecordException {
        if (!value.isString()
                || !BEGUN.matcher(value.stringValue()).lookingAt()
                || isTurns(unpackedTurns(field, value))) {
            return;
        }
        String reason = "it is a list of something else";
        try {
            Json.MAPPER.readTree(value.stringValue());
        } catch (JacksonException e) {
            reason = Json.reason(e).replaceAll("[.]$", "");
        }
        throw new UnreadableRecordException(
                "\"%s\" must be a conversation, a list of {role, content} or a JSON text of one, is %s (%s)."
                        .formatted(field, excerpt(value), reason));
    }

    static UnreadableRecordException wrongType(String field, JsonNode value, String expected) {
        return new UnreadableRecordException("\"%s\" must be %s, is %s.".formatted(field, expected, excerpt(value)));
    }

    static String excerpt(JsonNode value) {
        String text = value == null ? "missing" : value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
