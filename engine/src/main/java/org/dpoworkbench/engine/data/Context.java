package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a record has before its prompt: a system message (`system`, `system_prompt`) and earlier turns (`history`,
/// LLaMA-Factory's list of `[question, answer]`). A file that has such a field is a file of conversations.
final class Context {
    private static final List<String> SYSTEM = List.of("system", "system_prompt");
    private static final String HISTORY = "history";

    private Context() {}

    /// Those of the fields that hold some.
    static List<String> fieldsIn(Collection<String> fields) {
        return Stream.concat(SYSTEM.stream(), Stream.of(HISTORY))
                .filter(fields::contains)
                .toList();
    }

    static List<Message> of(ObjectNode object, List<String> fields) throws UnreadableRecordException {
        List<Message> turns = new ArrayList<>();
        for (String field : fields) {
            JsonNode value = object.get(field);
            if (Values.isMissing(value)) {
                continue;
            }
            if (field.equals(HISTORY)) {
                turns.addAll(history(Values.unpacked(value)));
            } else if (!Values.text(field, value).isEmpty()) {
                turns.add(new Message("system", value.stringValue()));
            }
        }
        return turns;
    }

    private static List<Message> history(JsonNode rounds) throws UnreadableRecordException {
        if (Values.isTurns(rounds)) {
            return Values.turns(HISTORY, rounds);
        }
        List<Message> turns = new ArrayList<>();
        if (!rounds.isArray()) {
            throw Values.wrongType(HISTORY, rounds, "a list of [question, answer]");
        }
        for (JsonNode round : rounds) {
            if (!round.isArray() || round.size() != 2) {
                throw Values.wrongType(HISTORY, round, "a list of [question, answer]");
            }
            turns.add(new Message("user", Values.text(HISTORY, round.get(0))));
            turns.add(new Message("assistant", Values.text(HISTORY, round.get(1))));
        }
        return turns;
    }
}
