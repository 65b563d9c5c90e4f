package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Puts prompt and completions together, whichever their values are: texts, conversations or token ids.
final class RecordMaker {
    private static final String USER = "user";
    private static final String ASSISTANT = "assistant";

    private final int vocabularySize;
    private final Optional<String> source;

    /// @param vocabularySize token ids are below this
    /// @param source         the field that says where a record comes from; absent: `source`, where it is a text
    RecordMaker(int vocabularySize, Optional<String> source) {
        this.vocabularySize = vocabularySize;
        this.source = source;
    }

    /// A value and the field that it is from.
    record Named(String field, JsonNode value) {}

    /// What comes before the completions.
    ///
    /// @param prompt  absent where the completions begin with it
    /// @param context turns before the prompt: a system message, earlier turns
    /// @param chat    whether the file is one of conversations, whatever this record's values are
    record Opening(Optional<Named> prompt, List<Message> context, boolean chat) {
        Opening {
            context = List.copyOf(context);
        }

        static Opening of(Optional<Named> prompt) {
            return new Opening(prompt, List.of(), false);
        }
    }

    /// @param given the completions, at least one
    PreferenceRecord make(RecordPlace place, ObjectNode object, Opening opening, List<Named> given, Judgement judgement)
            throws UnreadableRecordException {
        Optional<String> from = source(object);
        List<Named> completions = new ArrayList<>();
        for (Named completion : given) {
            completions.add(
                    new Named(completion.field(), Values.unpackedTurns(completion.field(), completion.value())));
        }
        JsonNode first = completions.getFirst().value();
        boolean chat = opening.chat()
                || opening.prompt().filter(p -> Values.isTurns(p.value())).isPresent()
                || Values.isTurn(first);
        if (first.isString() && !chat) {
            return new PreferenceRecord.Text(place, promptText(opening), texts(completions), judgement, from);
        }
        if (first.isArray() && holdsNumbers(first)) {
            return tokens(place, opening, completions, judgement, from);
        }
        if (first.isArray() || first.isString() || chat) {
            return chat(place, opening, completions, judgement, from, TemplateVariables.of(object));
        }
        throw Values.wrongType(
                completions.getFirst().field(), first, "a text, a list of {role, content} or a list of token ids");
    }

    PreferenceRecord tokens(
            RecordPlace place, Opening opening, List<Named> completions, Judgement judgement, Optional<String> from)
            throws UnreadableRecordException {
        Named prompt = opening.prompt()
                .orElseThrow(() -> new UnreadableRecordException(
                        "token ids need a field with the prompt's ids too; pass --prompt FIELD."));
        List<int[]> ids = new ArrayList<>();
        for (Named completion : completions) {
            ids.add(Values.ids(completion.field(), Values.unpacked(completion.value()), vocabularySize));
        }
        return new PreferenceRecord.Tokens(
                place,
                Values.ids(prompt.field(), Values.unpacked(prompt.value()), vocabularySize),
                ids,
                judgement,
                from);
    }

    /// What the record says of where it comes from.
    Optional<String> source(ObjectNode object) throws UnreadableRecordException {
        if (source.isEmpty()) {
            JsonNode usual = object.get("source");
            return usual != null && usual.isString() ? Optional.of(usual.stringValue()) : Optional.empty();
        }
        JsonNode value = Values.required(object, source.get());
        return Optional.of(value.isString() ? value.stringValue() : value.toString());
    }

    private static Optional<String> promptText(Opening opening) throws UnreadableRecordException {
        return opening.prompt().isEmpty()
                ? Optional.empty()
                : Optional.of(Values.text(
                        opening.prompt().get().field(), opening.prompt().get().value()));
    }

    private static List<String> texts(List<Named> completions) throws UnreadableRecordException {
        List<String> texts = new ArrayList<>();
        for (Named completion : completions) {
            texts.add(Values.text(completion.field(), completion.value()));
        }
        return texts;
    }

    private static PreferenceRecord chat(
            RecordPlace place,
            Opening opening,
            List<Named> completions,
            Judgement judgement,
            Optional<String> from,
            Map<String, JsonNode> variables)
            throws UnreadableRecordException {
        List<List<Message>> sides = new ArrayList<>();
        for (Named completion : completions) {
            sides.add(answer(completion));
        }
        Optional<List<Message>> prompt = prompt(opening, sides);
        return new PreferenceRecord.Chat(place, prompt, sides, judgement, from, variables);
    }

    /// An answer is turns, one turn, or the text of the assistant's.
    private static List<Message> answer(Named completion) throws UnreadableRecordException {
        JsonNode value = completion.value();
        if (value.isString()) {
            return List.of(new Message(ASSISTANT, Values.text(completion.field(), value)));
        }
        return Values.isTurn(value)
                ? List.of(Values.turn(completion.field(), value, 1))
                : Values.turns(completion.field(), value);
    }

    /// The prompt's turns. Where the prompt is a text and every answer is a whole conversation that says it (as the
    /// binarised UltraFeedback has it), the prompt is in the conversations already.
    private static Optional<List<Message>> prompt(Opening opening, List<List<Message>> sides)
            throws UnreadableRecordException {
        if (opening.prompt().isEmpty()) {
            return opening.context().isEmpty() ? Optional.empty() : Optional.of(opening.context());
        }
        Named prompt = opening.prompt().get();
        if (!prompt.value().isString()) {
            return Optional.of(joined(opening.context(), Values.turns(prompt.field(), prompt.value())));
        }
        String text = Values.text(prompt.field(), prompt.value());
        if (sides.stream().allMatch(side -> begins(side, text))) {
            return Optional.empty();
        }
        return Optional.of(joined(opening.context(), List.of(new Message(USER, text))));
    }

    private static boolean begins(List<Message> conversation, String prompt) {
        return conversation.stream()
                .anyMatch(turn -> turn.role().equals(USER) && turn.content().equals(prompt));
    }

    private static List<Message> joined(List<Message> first, List<Message> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static boolean holdsNumbers(JsonNode list) {
        return list.isArray() && !list.isEmpty() && list.get(0).isNumber();
    }
}
