package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Prompts with completions that nobody has judged: a list of them in each record, or one a record, those of a prompt
/// following each other.
final class SampleLayout implements Layout {
    private static final List<String> LISTS =
            List.of("completions", "responses", "answers", "outputs", "candidates", "generations", "samples");
    private static final List<String> SINGLE =
            List.of("completion", "response", "output", "answer", "generation", "text");

    private final PromptFields prompt;
    private final String completions;
    private final boolean list;
    private final RecordMaker maker;
    private final List<RecordMaker.Named> waiting = new ArrayList<>();
    private RecordPlace begun;
    private ObjectNode first;

    private SampleLayout(PromptFields prompt, String completions, boolean list, RecordMaker maker) {
        this.prompt = prompt;
        this.completions = completions;
        this.list = list;
        this.maker = maker;
    }

    /// @param asked the field of completions; absent: the first that usually holds some
    static Optional<SampleLayout> of(
            ObjectNode sample, PromptFields prompt, Optional<String> asked, RecordMaker maker) {
        if (prompt.prompt().isEmpty()) {
            return Optional.empty();
        }
        return asked.or(() -> Stream.concat(LISTS.stream(), SINGLE.stream())
                        .filter(field ->
                                sample.hasNonNull(field) && !prompt.all().contains(field))
                        .findFirst())
                .filter(sample::hasNonNull)
                .map(field -> new SampleLayout(prompt, field, isList(sample.get(field)), maker));
    }

    /// A conversation is one completion, a list of anything else several.
    private static boolean isList(JsonNode value) {
        JsonNode unpacked = Values.unpacked(value);
        return unpacked.isArray() && !Values.isTurns(unpacked);
    }

    @Override
    public RecordLayout kind() {
        return RecordLayout.PROMPT;
    }

    @Override
    public List<String> fields() {
        return Stream.concat(prompt.all().stream(), Stream.of(completions)).toList();
    }

    @Override
    public RecordKind natural() {
        return RecordKind.COMPLETIONS;
    }

    @Override
    public List<PreferenceRecord> read(RecordPlace place, ObjectNode object) throws UnreadableRecordException {
        JsonNode value = Values.unpacked(Values.required(object, completions));
        if (list) {
            if (!value.isArray() || value.isEmpty()) {
                throw Values.wrongType(completions, value, "a list of completions");
            }
            List<RecordMaker.Named> sides = new ArrayList<>();
            for (JsonNode one : value) {
                sides.add(new RecordMaker.Named(completions, text(one)));
            }
            return List.of(make(place, object, sides));
        }
        make(
                place,
                object,
                List.of(new RecordMaker.Named(completions, value))); // so that it is refused at its own place
        boolean other = first != null
                && !(prompt.all().stream().allMatch(field -> Objects.equals(object.get(field), first.get(field)))
                        && TemplateVariables.same(object, first));
        List<PreferenceRecord> before = other ? end() : List.of();
        if (first == null) {
            first = object;
            begun = place;
        }
        waiting.add(new RecordMaker.Named(completions, value));
        return before;
    }

    /// The text of a completion that is an object, as `dpo generate` writes them.
    private static JsonNode text(JsonNode completion) {
        return SINGLE.stream()
                .filter(completion::hasNonNull)
                .map(completion::get)
                .findFirst()
                .orElse(completion);
    }

    private PreferenceRecord make(RecordPlace place, ObjectNode object, List<RecordMaker.Named> sides)
            throws UnreadableRecordException {
        JsonNode one = sides.getFirst().value();
        return maker.make(
                place,
                object,
                prompt.read(object, Values.isTurn(one) || Values.isTurns(one)),
                sides,
                new Judgement.Unjudged());
    }

    @Override
    public List<PreferenceRecord> end() {
        if (first == null) {
            return List.of();
        }
        try {
            return List.of(make(begun, first, List.copyOf(waiting)));
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("its parts were read before", e);
        } finally {
            first = null;
            waiting.clear();
        }
    }
}
