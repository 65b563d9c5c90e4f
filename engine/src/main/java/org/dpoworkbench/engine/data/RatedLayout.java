package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A prompt and several completions with their scores or ranks. A completion without one is passed over.
///
/// @param prompt      what comes before
/// @param completions one field with a list, or one field each
/// @param text        in a list of objects, the key of the completion's text
/// @param grades      keys in those objects, or the fields of the record: one with a list, or one each
/// @param areRanks    whether less is better
record RatedLayout(
        PromptFields prompt,
        List<String> completions,
        Optional<String> text,
        List<String> grades,
        boolean areRanks,
        RecordMaker maker)
        implements Layout {
    private static final String ANNOTATIONS = "annotations";
    private static final List<String> RATINGS = List.of("Rating", "rating", "score");

    RatedLayout {
        completions = List.copyOf(completions);
        grades = List.copyOf(grades);
    }

    @Override
    public RecordLayout kind() {
        return RecordLayout.RATED;
    }

    @Override
    public List<String> fields() {
        String list = completions.getFirst();
        return Stream.of(
                        prompt.all().stream(),
                        text.isEmpty() ? completions.stream() : Stream.of(list + "." + text.get()),
                        grades.stream().map(grade -> text.isEmpty() ? grade : list + "." + grade))
                .flatMap(names -> names)
                .toList();
    }

    @Override
    public RecordKind natural() {
        return RecordKind.RANKINGS;
    }

    /// One completion with its grade, where it has one.
    private record Rated(RecordMaker.Named completion, OptionalDouble grade, Map<String, Double> attributes) {}

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        List<Rated> rated = new ArrayList<>();
        for (Rated one : text.isPresent() ? ofObjects(object) : ofValues(object)) {
            if (one.grade().isPresent()) {
                rated.add(one);
            }
        }
        List<Judgement.Grade> found = rated.stream()
                .map(one -> new Judgement.Grade(
                        areRanks ? -one.grade().getAsDouble() : one.grade().getAsDouble(), one.attributes()))
                .toList();
        if (rated.isEmpty()) {
            throw new UnreadableRecordException(
                    "none of its completions has a %s (%s), so none is known to be better. Take the record out."
                            .formatted(areRanks ? "rank" : "score", String.join(", ", grades)));
        }
        JsonNode first = rated.getFirst().completion().value();
        return List.of(maker.make(
                place,
                object,
                prompt.read(object, Values.isTurn(first) || Values.isTurns(first)),
                rated.stream().map(Rated::completion).toList(),
                new Judgement.Graded(found)));
    }

    private List<Rated> ofObjects(ObjectNode object) throws UnreadableRecordException {
        String field = completions.getFirst();
        List<Rated> rated = new ArrayList<>();
        for (JsonNode item : list(field, object)) {
            if (!(item instanceof ObjectNode completion)) {
                throw Values.wrongType(field, item, "a list of objects with \"" + text.get() + "\"");
            }
            JsonNode value = completion.get(text.get());
            if (Values.isMissing(value)) {
                throw new UnreadableRecordException(
                        "\"%s\" has no \"%s\" in its item %d.".formatted(field, text.get(), rated.size() + 1));
            }
            rated.add(new Rated(
                    new RecordMaker.Named(field + "." + text.get(), value),
                    mean(field, completion),
                    attributes(completion)));
        }
        return rated;
    }

    /// The grade, or the mean of several where each is there.
    private OptionalDouble mean(String field, ObjectNode completion) throws UnreadableRecordException {
        double sum = 0;
        for (String grade : grades) {
            OptionalDouble one = Values.number(field + "." + grade, at(completion, grade));
            if (one.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += finite(field + "." + grade, one.getAsDouble());
        }
        return OptionalDouble.of(sum / grades.size());
    }

    private static JsonNode at(ObjectNode completion, String name) {
        JsonNode own = completion.get(name);
        return own != null ? own : rating(completion.path(ANNOTATIONS).path(name));
    }

    /// UltraFeedback's annotations are objects with a rating, or lists with one of them.
    private static JsonNode rating(JsonNode annotation) {
        JsonNode one = annotation.isArray() ? annotation.path(0) : annotation;
        for (String name : RATINGS) {
            if (one.has(name)) {
                return one.get(name);
            }
        }
        return one;
    }

    /// Every number that stands beside a completion or in its annotations.
    static Map<String, Double> attributes(ObjectNode completion) {
        Map<String, Double> attributes = new LinkedHashMap<>();
        completion.properties().forEach(field -> add(attributes, field.getKey(), field.getValue()));
        completion
                .path(ANNOTATIONS)
                .properties()
                .forEach(field -> add(attributes, field.getKey(), rating(field.getValue())));
        return attributes;
    }

    private static void add(Map<String, Double> attributes, String name, JsonNode value) {
        try {
            if (value.isNumber() || value.isString()) {
                Values.number(name, value).ifPresent(number -> attributes.put(name, number));
            }
        } catch (UnreadableRecordException _) {
            // a text that is no number is no score
        }
    }

    private List<Rated> ofValues(ObjectNode object) throws UnreadableRecordException {
        List<RecordMaker.Named> values = new ArrayList<>();
        if (completions.size() == 1) {
            for (JsonNode value : list(completions.getFirst(), object)) {
                values.add(new RecordMaker.Named(completions.getFirst(), value));
            }
        } else {
            for (String field : completions) {
                values.add(new RecordMaker.Named(field, Values.unpacked(Values.required(object, field))));
            }
        }
        List<RecordMaker.Named> given = new ArrayList<>();
        if (grades.size() == 1) {
            for (JsonNode value : list(grades.getFirst(), object)) {
                given.add(new RecordMaker.Named("%s[%d]".formatted(grades.getFirst(), given.size()), value));
            }
        } else {
            for (String field : grades) {
                given.add(new RecordMaker.Named(field, object.get(field)));
            }
        }
        if (given.size() != values.size()) {
            throw new UnreadableRecordException(
                    "\"%s\" has %d completions and \"%s\" %d values: one is needed for each."
                            .formatted(
                                    String.join(", ", completions),
                                    values.size(),
                                    String.join(", ", grades),
                                    given.size()));
        }
        List<Rated> rated = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            String field = given.get(i).field();
            OptionalDouble grade = Values.number(field, given.get(i).value());
            if (grade.isPresent()) {
                finite(field, grade.getAsDouble());
            }
            rated.add(new Rated(values.get(i), grade, Map.of()));
        }
        return rated;
    }

    private static double finite(String field, double number) throws UnreadableRecordException {
        if (!Double.isFinite(number)) {
            throw new UnreadableRecordException("\"%s\" is %s, which is no score.".formatted(field, number));
        }
        return number;
    }

    private static ArrayNode list(String field, ObjectNode object) throws UnreadableRecordException {
        JsonNode value = Values.unpacked(Values.required(object, field));
        if (value instanceof ArrayNode list) {
            return list;
        }
        throw Values.wrongType(field, value, "a list with one value for each completion");
    }
}
