package org.dpoworkbench.engine.data;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What an entry of LLaMA-Factory's `dataset_info.json` says of its columns, with that program's defaults, and records
/// with them renamed to what layouts know. Columns that the entry does not name are left out, as there; only `source`
/// stays.
///
/// @param names   the data's name of each column, by LLaMA-Factory's
/// @param turns   how turns are written; absent where prompt and answers are texts (`alpaca`)
/// @param ranking whether a record is a pair
record EntryColumns(Map<String, String> names, Optional<EntryTurns> turns, boolean ranking) {
    static final String SOURCE = "source";
    private static final List<String> COMMON = List.of("system", "tools", "chosen", "rejected", "kto_tag");
    private static final List<String> TEXTS = List.of("prompt", "query", "response", "history");
    private static final List<String> MEDIA = List.of("images", "videos", "audios");
    private static final Map<String, String> USUAL_TEXTS =
            Map.of("prompt", "instruction", "query", "input", "response", "output");
    private static final Map<String, String> USUAL_TURNS = Map.of("messages", "conversations");

    EntryColumns {
        names = Map.copyOf(names);
    }

    /// @throws UserError where it names what is not read, or lacks what its kind needs
    static EntryColumns of(String place, ObjectNode entry) {
        String formatting = entry.path("formatting").asString("alpaca");
        boolean texts = formatting.equals("alpaca");
        if (!texts && !List.of("sharegpt", "openai").contains(formatting)) {
            throw new UserError(
                    "%s: \"formatting\" is \"%s\"; alpaca, sharegpt and openai are read.".formatted(place, formatting));
        }
        Collection<String> known = new TreeSet<>(COMMON);
        known.addAll(texts ? TEXTS : List.of("messages"));
        Map<String, String> given = Settings.texts(place, "columns", entry.get("columns"));
        MEDIA.stream().filter(given::containsKey).findFirst().ifPresent(media -> {
            throw new UserError(
                    "%s: it has %s (\"%s\"), which are not read.".formatted(place, media, given.get(media)));
        });
        Settings.requireKnown(place, "columns", given, known);
        Map<String, String> names = !given.isEmpty() ? given : texts ? USUAL_TEXTS : USUAL_TURNS;
        EntryColumns columns = new EntryColumns(
                names,
                texts ? Optional.empty() : Optional.of(EntryTurns.of(place, entry.get("tags"))),
                entry.path("ranking").asBoolean(false));
        columns.requireParts(place, texts ? "prompt" : "messages");
        return columns;
    }

    private void requireParts(String place, String prompt) {
        List<String> needed = ranking
                ? List.of(prompt, "chosen", "rejected")
                : names.containsKey("kto_tag") && turns.isEmpty() ? List.of(prompt, "response") : List.of(prompt);
        for (String column : needed) {
            if (!names.containsKey(column)) {
                throw new UserError("%s: its \"columns\" name no \"%s\"%s."
                        .formatted(place, column, ranking ? ", which \"ranking\": true needs" : ""));
            }
        }
    }

    ObjectNode convert(ObjectNode object) throws UnreadableRecordException {
        ObjectNode made = JsonNodeFactory.instance.objectNode();
        JsonNode source = object.get(SOURCE);
        if (source != null && source.isString()) {
            made.set(SOURCE, source);
        }
        set(made, "system", "system", object);
        set(made, "history", "history", object);
        set(made, "tools", "tools", object);
        if (turns.isPresent()) {
            conversation(made, object, turns.get());
        } else {
            texts(made, object);
        }
        return made;
    }

    private void texts(ObjectNode made, ObjectNode object) throws UnreadableRecordException {
        boolean instruction = names.containsKey("query");
        boolean labelled = names.containsKey("kto_tag");
        boolean alone = !ranking && !labelled && !names.containsKey("response");
        made.set(alone ? "text" : instruction ? PromptFields.INSTRUCTION : "prompt", required("prompt", object));
        set(made, PromptFields.INPUT, "query", object);
        if (ranking) {
            made.set("chosen", required("chosen", object));
            made.set("rejected", required("rejected", object));
        } else if (!alone) {
            made.set(instruction && !labelled ? "output" : "completion", required("response", object));
        }
        if (labelled && !ranking) {
            made.set("label", required("kto_tag", object));
        }
    }

    private void conversation(ObjectNode made, ObjectNode object, EntryTurns turns) throws UnreadableRecordException {
        String field = names.get("messages");
        JsonNode messages = turns.list(field, required("messages", object));
        if (made.has("system") && messages.path(0).path("role").asString("").equals("system")) {
            made.putNull("system"); // as LLaMA-Factory: the conversation's own goes before the column's
        }
        if (ranking) {
            made.set("conversations", messages);
            for (String side : List.of("chosen", "rejected")) {
                made.set(side, turns.answer(names.get(side), required(side, object)));
            }
            return;
        }
        made.set("messages", messages);
        if (names.containsKey("kto_tag")) {
            made.set("label", required("kto_tag", object));
        }
    }

    /// A column that a record may lack, so that records with and without it are read alike.
    private void set(ObjectNode made, String as, String column, ObjectNode object) {
        if (names.containsKey(column)) {
            JsonNode value = object.get(names.get(column));
            made.set(as, value == null ? JsonNodeFactory.instance.nullNode() : value);
        }
    }

    private JsonNode required(String column, ObjectNode object) throws UnreadableRecordException {
        String field = names.get(column);
        JsonNode value = object.get(field);
        if (Values.isMissing(value)) {
            throw new UnreadableRecordException("\"%s\" is %s, which %s names as \"%s\". Its fields are: %s."
                    .formatted(
                            field,
                            value == null ? "missing" : "null",
                            DatasetInfo.NAME,
                            column,
                            String.join(", ", object.propertyNames())));
        }
        return value;
    }

    /// The blocks of texts in an entry.
    static final class Settings {
        private Settings() {}

        /// A block's settings; those that are `null` are as good as missing.
        static Map<String, String> texts(String place, String block, JsonNode value) {
            Map<String, String> texts = new TreeMap<>();
            if (Values.isMissing(value)) {
                return texts;
            }
            if (!(value instanceof ObjectNode settings)) {
                throw new UserError("%s: \"%s\" must be an object of names.".formatted(place, block));
            }
            settings.properties().forEach(one -> {
                if (one.getValue().isString()) {
                    texts.put(one.getKey(), one.getValue().stringValue());
                } else if (!one.getValue().isNull()) {
                    throw new UserError("%s: \"%s\" in \"%s\" must be a text, is %s."
                            .formatted(place, one.getKey(), block, Values.excerpt(one.getValue())));
                }
            });
            return texts;
        }

        static void requireKnown(String place, String block, Map<String, String> given, Collection<String> known) {
            given.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new UserError("%s: \"%s\" in \"%s\" is not known there; known are %s."
                                .formatted(place, name, block, String.join(", ", known)));
                    });
        }
    }
}
