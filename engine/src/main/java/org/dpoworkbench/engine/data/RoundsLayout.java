package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Two conversations as the Chatbot Arena's tables have them (arena-human-preference-55k): `prompt` lists what the user
/// said, `response_a` and `response_b` what each answered, as lists or as JSON texts of them; one of `winner_model_a`,
/// `winner_model_b` and `winner_tie` is 1.
final class RoundsLayout implements Layout {
    private static final String PROMPT = "prompt";
    private static final List<String> ANSWERS = List.of("response_a", "response_b");
    private static final List<String> WINNERS = List.of("winner_model_a", "winner_model_b", "winner_tie");

    private final RecordMaker maker;

    RoundsLayout(RecordMaker maker) {
        this.maker = maker;
    }

    static boolean fits(ObjectNode sample) {
        return Stream.of(List.of(PROMPT), ANSWERS, WINNERS)
                .flatMap(List::stream)
                .allMatch(sample::has);
    }

    @Override
    public RecordLayout kind() {
        return RecordLayout.COMPARISON;
    }

    @Override
    public List<String> fields() {
        return Stream.of(List.of(PROMPT), ANSWERS, WINNERS)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public RecordKind natural() {
        return RecordKind.PAIRS;
    }

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        Judgement judgement = judgement(object);
        List<String> asked = texts(PROMPT, object);
        List<List<Message>> conversations = new ArrayList<>();
        for (String field : ANSWERS) {
            List<String> said = texts(field, object);
            if (said.size() != asked.size()) {
                throw new UnreadableRecordException("\"%s\" has %d answers to the %d turns of \"%s\"."
                        .formatted(field, said.size(), asked.size(), PROMPT));
            }
            List<Message> turns = new ArrayList<>();
            for (int i = 0; i < said.size(); i++) {
                turns.add(new Message("user", asked.get(i)));
                turns.add(new Message("assistant", said.get(i)));
            }
            conversations.add(turns);
        }
        return List.of(new PreferenceRecord.Chat(
                place, Optional.empty(), conversations, judgement, maker.source(object), Map.of()));
    }

    private static Judgement judgement(ObjectNode object) throws UnreadableRecordException {
        List<Boolean> won = new ArrayList<>();
        for (String field : WINNERS) {
            won.add(Values.label(field, Values.required(object, field)));
        }
        if (won.stream().filter(one -> one).count() != 1) {
            throw new UnreadableRecordException(
                    "one of \"%s\" is 1 and the others are 0; they are %s. Mend the record or take it out."
                            .formatted(
                                    String.join("\", \"", WINNERS),
                                    String.join(
                                            ", ",
                                            won.stream()
                                                    .map(one -> one ? "1" : "0")
                                                    .toList())));
        }
        return new Judgement.Voted(won.get(0) ? 1 : 0, won.get(1) ? 1 : 0, won.get(2) ? 1 : 0);
    }

    /// The texts of a list; a text that is no list is the only one. An answer that is `null` is empty.
    private static List<String> texts(String field, ObjectNode object) throws UnreadableRecordException {
        JsonNode value = Values.unpacked(Values.required(object, field));
        if (!value.isArray()) {
            return List.of(Values.text(field, value));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value) {
            texts.add(one.isNull() ? "" : Values.text(field, one));
        }
        return texts;
    }
}
