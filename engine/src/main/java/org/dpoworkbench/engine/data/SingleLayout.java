package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One completion a record, beside its prompt or at the end of a conversation, and maybe whether it is wanted.
///
/// Of a conversation with a label, the last turn is what the label speaks of. One without is for fine-tuning:
/// everything from the assistant's first turn on is the completion, in which the user's turns are not scored.
final class SingleLayout implements Layout {
    private final PromptFields prompt;
    private final String completion;
    private final boolean conversation;
    private final Optional<String> label;
    private final RecordMaker maker;

    /// @param completion   the field of the completion, or of the whole conversation
    /// @param conversation whether it holds the prompt too
    SingleLayout(
            PromptFields prompt, String completion, boolean conversation, Optional<String> label, RecordMaker maker) {
        this.prompt = prompt;
        this.completion = completion;
        this.conversation = conversation;
        this.label = label;
        this.maker = maker;
    }

    @Override
    public RecordLayout kind() {
        return label.isPresent()
                ? RecordLayout.LABELLED
                : conversation ? RecordLayout.CONVERSATION : RecordLayout.INSTRUCTION;
    }

    @Override
    public List<String> fields() {
        return Stream.of(prompt.all().stream(), Stream.of(completion), label.stream())
                .flatMap(names -> names)
                .toList();
    }

    @Override
    public RecordKind natural() {
        return label.isPresent() ? RecordKind.UNPAIRED : RecordKind.COMPLETIONS;
    }

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        JsonNode value = Values.unpacked(Values.required(object, completion));
        Judgement judgement = label.isEmpty()
                ? new Judgement.Unjudged()
                : new Judgement.Labelled(Values.label(label.get(), Values.required(object, label.get())));
        return List.of(
                conversation
                        ? conversation(place, object, value, judgement)
                        : maker.make(
                                place,
                                object,
                                prompt.read(object, Values.isTurn(value) || Values.isTurns(value)),
                                List.of(new RecordMaker.Named(completion, value)),
                                judgement));
    }

    private PreferenceRecord conversation(RecordPlace place, ObjectNode object, JsonNode value, Judgement judgement)
            throws UnreadableRecordException {
        List<Message> turns = new ArrayList<>(Context.of(object, prompt.context()));
        turns.addAll(Values.turns(completion, value));
        int at = label.isPresent() ? turns.size() - 1 : firstOfAssistant(turns);
        if (at < 0 || !turns.get(at).role().equals("assistant")) {
            throw new UnreadableRecordException("\"%s\" has no assistant's turn %s, so there is nothing to learn from."
                    .formatted(completion, label.isPresent() ? "at its end" : "in it"));
        }
        return new PreferenceRecord.Chat(
                place,
                Optional.of(turns.subList(0, at)),
                List.of(turns.subList(at, turns.size())),
                judgement,
                maker.source(object),
                TemplateVariables.of(object));
    }

    private static int firstOfAssistant(List<Message> turns) {
        for (int i = 0; i < turns.size(); i++) {
            if (turns.get(i).role().equals("assistant")) {
                return i;
            }
        }
        return -1;
    }
}
