package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Two answers and one or more votes for the better one.
///
/// @param answers two fields
/// @param votes   a field for each vote
/// @param coding  how a vote is written
record ComparisonLayout(
        PromptFields prompt, List<String> answers, List<String> votes, VoteCoding coding, RecordMaker maker)
        implements Layout {
    static final String CONVERSATION = "conversation";

    ComparisonLayout {
        answers = List.copyOf(answers);
        votes = List.copyOf(votes);
    }

    @Override
    public RecordLayout kind() {
        return RecordLayout.COMPARISON;
    }

    @Override
    public List<String> fields() {
        return Stream.of(prompt.all(), answers, votes)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    @Override
    public RecordKind natural() {
        return RecordKind.PAIRS;
    }

    /// An answer that is the word true or false, which some data sets hold as a truth value (six of PandaLM's).
    private static JsonNode word(JsonNode answer) {
        return answer.isBoolean() ? StringNode.valueOf(answer.toString()) : answer;
    }

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        int first = 0;
        int second = 0;
        int ties = 0;
        for (String vote : votes) {
            switch (coding.read(vote, Values.required(object, vote))) {
                case FIRST -> first++;
                case SECOND -> second++;
                case NEITHER -> ties++;
            }
        }
        List<RecordMaker.Named> sides = new ArrayList<>();
        for (String answer : answers) {
            JsonNode value = word(Values.required(object, answer));
            if (answer.startsWith(CONVERSATION)) {
                Values.requireNoBrokenTurns(answer, value);
            }
            sides.add(new RecordMaker.Named(answer, value));
        }
        JsonNode one = sides.getFirst().value();
        return List.of(maker.make(
                place,
                object,
                prompt.read(object, Values.isTurn(one) || Values.isTurns(one)),
                sides,
                new Judgement.Voted(first, second, ties)));
    }
}
