package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One answer a record with its scores. The answers to a prompt follow each other.
final class ScoredRowsLayout implements Layout {
    private final PromptFields prompt;
    private final String completion;
    private final List<String> scores;
    private final RecordMaker maker;
    private final List<RecordMaker.Named> answers = new ArrayList<>();
    private final List<Judgement.Grade> grades = new ArrayList<>();
    private RecordPlace begun;
    private ObjectNode first;

    /// @param scores that are averaged
    ScoredRowsLayout(PromptFields prompt, String completion, List<String> scores, RecordMaker maker) {
        this.prompt = prompt;
        this.completion = completion;
        this.scores = List.copyOf(scores);
        this.maker = maker;
    }

    @Override
    public RecordLayout kind() {
        return RecordLayout.SCORED_ROWS;
    }

    @Override
    public List<String> fields() {
        return Stream.of(prompt.all().stream(), Stream.of(completion), scores.stream())
                .flatMap(names -> names)
                .toList();
    }

    @Override
    public RecordKind natural() {
        return RecordKind.RANKINGS;
    }

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        JsonNode answer = Values.unpacked(Values.required(object, completion));
        double sum = 0;
        for (String score : scores) {
            OptionalDouble one = Values.number(score, Values.required(object, score));
            if (one.isEmpty() || !Double.isFinite(one.getAsDouble())) {
                throw Values.wrongType(score, object.get(score), "a number");
            }
            sum += one.getAsDouble();
        }
        prompt.read(object, false);
        List<PreferenceRecord> before = first != null && !samePrompt(object) ? end() : List.of();
        if (first == null) {
            first = object;
            begun = place;
        }
        answers.add(new RecordMaker.Named(completion, answer));
        grades.add(new Judgement.Grade(sum / scores.size(), RatedLayout.attributes(object)));
        return before;
    }

    private boolean samePrompt(ObjectNode object) {
        return prompt.all().stream().allMatch(field -> Objects.equals(object.get(field), first.get(field)))
                && TemplateVariables.same(object, first);
    }

    @Override
    public List<PreferenceRecord> end() {
        if (first == null) {
            return List.of();
        }
        JsonNode answer = answers.getFirst().value();
        try {
            return List.of(maker.make(
                    begun,
                    first,
                    prompt.read(first, Values.isTurn(answer) || Values.isTurns(answer)),
                    List.copyOf(answers),
                    new Judgement.Graded(grades)));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("its parts were read before", e);
        } finally {
            first = null;
            answers.clear();
            grades.clear();
        }
    }
}
