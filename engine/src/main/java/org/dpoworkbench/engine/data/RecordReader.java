package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads a record's fields as texts, conversations or token ids, whichever its values are.
final class RecordReader {
    private final FieldNames names;
    private final int vocabularySize;

    /// @param vocabularySize token ids are below this
    RecordReader(FieldNames names, int vocabularySize) {
        this.names = names;
        this.vocabularySize = vocabularySize;
    }

    /// @throws UnreadableRecordException where a field is missing, has the wrong type or an impossible value
    PreferenceRecord read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        var fields = object.propertyNames();
        if (!names.missingIn(fields).isEmpty()) {
            throw new UnreadableRecordException(names.missing(fields));
        }
        JsonNode chosen = object.get(names.chosen());
        if (chosen.isString()) {
            return new PreferenceRecord.Text(
                    place, promptText(object), sides(object, RecordReader::text), judgement(), Optional.empty());
        }
        if (chosen.isArray() && (names.layout() == RecordLayout.TOKENS || holdsNumbers(chosen))) {
            if (names.prompt().isEmpty()) {
                throw new UnreadableRecordException(
                        "token ids need a field with the prompt's ids too; pass --prompt FIELD.");
            }
            return new PreferenceRecord.Tokens(
                    place, ids(object, names.prompt().get()), sides(object, this::ids), judgement(), Optional.empty());
        }
        if (chosen.isArray()) {
            return new PreferenceRecord.Chat(
                    place, promptTurns(object), sides(object, RecordReader::turns), judgement(), Optional.empty());
        }
        throw wrongType(names.chosen(), chosen, "a text, a list of {role, content} or a list of token ids");
    }

    /// Reads a field's value.
    @FunctionalInterface
    private interface Values<T> {
        T read(ObjectNode object, String field) throws UnreadableRecordException;
    }

    private <T> List<T> sides(ObjectNode object, Values<T> values) throws UnreadableRecordException {
        List<T> sides = new ArrayList<>();
        sides.add(values.read(object, names.chosen()));
        if (names.rejected().isPresent()) {
            sides.add(values.read(object, names.rejected().get()));
        }
        return sides;
    }

    private Judgement judgement() {
        return names.rejected().isPresent() ? Judgement.Preferred.WITHOUT_VOTES : new Judgement.Unjudged();
    }

    private Optional<String> promptText(ObjectNode object) throws UnreadableRecordException {
        if (names.layout() == RecordLayout.INSTRUCTION) {
            JsonNode input = object.get(FieldNames.INPUT);
            return Optional.of(InstructionPrompt.of(
                    text(object, FieldNames.INSTRUCTION),
                    input == null || input.isNull() ? "" : text(object, FieldNames.INPUT)));
        }
        if (names.layout() == RecordLayout.TEXT) {
            return Optional.of("");
        }
        return names.prompt().isEmpty()
                ? Optional.empty()
                : Optional.of(text(object, names.prompt().get()));
    }

    private Optional<List<Message>> promptTurns(ObjectNode object) throws UnreadableRecordException {
        return names.prompt().isEmpty()
                ? Optional.empty()
                : Optional.of(turns(object, names.prompt().get()));
    }

    private static String text(ObjectNode object, String field) throws UnreadableRecordException {
        JsonNode value = object.get(field);
        if (!value.isString()) {
            throw wrongType(field, value, "a text");
        }
        return checked(field, value.stringValue());
    }

    /// A text without half a surrogate pair, which JSON escapes can smuggle in and no tokenizer can read.
    private static String checked(String field, String text) throws UnreadableRecordException {
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

    private static List<Message> turns(ObjectNode object, String field) throws UnreadableRecordException {
        JsonNode list = object.get(field);
        if (!list.isArray()) {
            throw wrongType(field, list, "a list of {role, content}, as the other sides are");
        }
        List<Message> turns = new ArrayList<>();
        for (JsonNode turn : list) {
            JsonNode role = turn.get("role");
            JsonNode content = turn.get("content");
            if (role == null || content == null || !role.isString() || !content.isString()) {
                throw new UnreadableRecordException(
                        "\"%s\" has a turn (number %d) that is not {\"role\": text, \"content\": text}."
                                .formatted(field, turns.size() + 1));
            }
            turns.add(new Message(checked(field, role.stringValue()), checked(field, content.stringValue())));
        }
        return turns;
    }

    private int[] ids(ObjectNode object, String field) throws UnreadableRecordException {
        JsonNode list = object.get(field);
        if (!list.isArray()) {
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

    private static boolean holdsNumbers(JsonNode list) {
        return !list.isEmpty() && list.get(0).isNumber();
    }

    private static UnreadableRecordException wrongType(String field, JsonNode value, String expected) {
        return new UnreadableRecordException("\"%s\" must be %s, is %s.".formatted(field, expected, excerpt(value)));
    }

    private static String excerpt(JsonNode value) {
        String text = value.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
