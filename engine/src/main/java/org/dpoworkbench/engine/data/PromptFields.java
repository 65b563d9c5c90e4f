package org.dpoworkbench.engine.data;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Which fields hold what comes before the answers.
///
/// @param prompt      a text, a list of messages or token ids; absent where the answers begin with it
/// @param instruction whether the prompt is Alpaca's, an instruction with an input that may be missing
/// @param context     what stands before the prompt, see [Context]
record PromptFields(Optional<String> prompt, boolean instruction, List<String> context) {
    static final String INSTRUCTION = "instruction";
    static final String INPUT = "input";
    private static final List<String> TEXTS = List.of("prompt", INSTRUCTION, "question", "query");
    private static final List<String> CONVERSATIONS = List.of("conversations", "conversation", "messages", "context");

    /// The field asked for, or one of those that usually hold a prompt; else none.
    static PromptFields of(Optional<String> asked, ObjectNode sample) {
        Collection<String> fields = sample.propertyNames();
        Optional<String> prompt = asked.or(
                        () -> TEXTS.stream().filter(fields::contains).findFirst())
                .or(() -> CONVERSATIONS.stream()
                        .filter(field -> Values.isTurns(Values.unpacked(sample.get(field))))
                        .findFirst());
        return new PromptFields(
                prompt, asked.isEmpty() && prompt.equals(Optional.of(INSTRUCTION)), Context.fieldsIn(fields));
    }

    /// The names that are read, in order.
    List<String> all() {
        return Stream.concat(context.stream(), instruction ? Stream.of(INSTRUCTION, INPUT) : prompt.stream())
                .toList();
    }

    /// Reads them.
    ///
    /// @param chat whether the answers are turns of a conversation
    RecordMaker.Opening read(ObjectNode object, boolean chat) throws UnreadableRecordException {
        boolean conversation = chat || !context.isEmpty();
        List<Message> before = Context.of(object, context);
        if (prompt.isEmpty()) {
            return new RecordMaker.Opening(Optional.empty(), before, conversation);
        }
        JsonNode value = instruction
                ? instruction(object, conversation)
                : Values.unpackedTurns(prompt.get(), Values.required(object, prompt.get()));
        return new RecordMaker.Opening(Optional.of(new RecordMaker.Named(prompt.get(), value)), before, conversation);
    }

    private static JsonNode instruction(ObjectNode object, boolean chat) throws UnreadableRecordException {
        String instruction = Values.text(INSTRUCTION, Values.required(object, INSTRUCTION));
        JsonNode given = object.get(INPUT);
        String input = Values.isMissing(given) ? "" : Values.text(INPUT, given);
        return StringNode.valueOf(
                chat ? InstructionPrompt.turn(instruction, input) : InstructionPrompt.of(instruction, input));
    }
}
