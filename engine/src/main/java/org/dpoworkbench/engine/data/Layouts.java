package org.dpoworkbench.engine.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Recognises a file's layout from one of its records; a mapping by hand goes before.
///
/// @param kind           what the records are to be read as; where a file says both, it decides
/// @param vocabularySize token ids are below this
record Layouts(RecordKind kind, ColumnMapping columns, int vocabularySize) {
    private static final List<String> LISTS =
            List.of("completions", "responses", "answers", "outputs", "candidates", "generations");
    private static final List<String> ITEM_TEXTS =
            List.of("response", "text", "completion", "answer", "output", "content", "generation", "messages");
    private static final List<String> ITEM_SCORES =
            List.of("overall_score", "fine-grained_score", "score", "rating", "reward");
    private static final List<String> SCORE_LISTS = List.of("scores", "ratings", "rewards", "overall_scores");
    private static final List<String> RANK_LISTS = List.of("ranks", "rank", "ranking");
    private static final List<String> LABELS = List.of("label", "kto_tag");
    private static final List<String> SINGLE = List.of("completion", "response", "output", "answer");
    private static final List<String> WHOLE = List.of("messages", "conversations", "conversation");
    private static final List<String> VOTES = List.of(
            "preference",
            "winner",
            "better",
            "better_response_id",
            "overall_preference",
            "preferred",
            "vote",
            "labels");
    private static final List<String> ANSWERS = List.of("response", "answer", "output", "completion", "conversation");
    private static final List<List<String>> SUFFIXES = List.of(
            List.of("1", "2"),
            List.of("_1", "_2"),
            List.of("_0", "_1"),
            List.of("0", "1"),
            List.of("_a", "_b"),
            List.of("_A", "_B"));
    private static final String HELPFULNESS = "helpfulness";

    Optional<Layout> recognise(ObjectNode sample) {
        RecordMaker maker = new RecordMaker(vocabularySize, columns.source());
        PromptFields prompt = PromptFields.of(columns.prompt(), sample);
        Optional<Layout> mapped = mapped(sample, prompt, maker);
        if (mapped.isPresent()) {
            return mapped;
        }
        Optional<Layout> fields = rules().recognise(sample).map(names -> new FieldLayout(names, maker));
        boolean pair = columns.rejected().isPresent() || (sample.has("chosen") && sample.has("rejected"));
        if (pair || (columns.chosen().isPresent() && fields.isPresent())) {
            return fields;
        }
        return Stream.<Optional<Layout>>of(
                        TreeLayout.fits(sample) ? Optional.of(new TreeLayout(maker)) : Optional.empty(),
                        TreeMessagesLayout.fits(sample) ? Optional.of(new TreeMessagesLayout(maker)) : Optional.empty(),
                        labelled(sample, prompt, maker),
                        rated(sample, prompt, maker),
                        compared(sample, prompt, maker),
                        RoundsLayout.fits(sample) ? Optional.of(new RoundsLayout(maker)) : Optional.empty(),
                        scoredRows(sample, prompt, maker),
                        fields,
                        single(sample, prompt, maker))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// What is wrong with a record that no layout fits.
    String unrecognised(ObjectNode sample) {
        return rules().unrecognised(sample);
    }

    private LayoutRules rules() {
        return new LayoutRules(kind, columns);
    }

    private Optional<Layout> mapped(ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        if (!columns.completions().isEmpty()) {
            return Optional.of(mappedList(sample, prompt, maker));
        }
        if (!columns.scores().isEmpty() && columns.completion().isPresent()) {
            return Optional.of(new ScoredRowsLayout(prompt, columns.completion().get(), columns.scores(), maker));
        }
        if (columns.label().isPresent()) {
            return columns.completion()
                    .or(() -> firstOf(SINGLE, sample::has))
                    .<Layout>map(field -> new SingleLayout(
                            without(prompt, field), field, isWhole(sample, field), columns.label(), maker))
                    .or(() -> whole(sample, columns.label(), prompt, maker));
        }
        return Optional.empty();
    }

    private Layout mappedList(ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        List<String> completions = columns.completions();
        if (!columns.preference().isEmpty()) {
            return new ComparisonLayout(
                    prompt,
                    completions,
                    columns.preference(),
                    VoteCoding.of(
                            completions.getFirst(),
                            completions.getLast(),
                            columns.preference().getFirst()),
                    maker);
        }
        boolean ranks = !columns.ranks().isEmpty();
        JsonNode list = completions.size() == 1 ? Values.unpacked(sample.get(completions.getFirst())) : null;
        Optional<String> text = list != null && list.path(0) instanceof ObjectNode item && !Values.isTurn(item)
                ? firstOf(ITEM_TEXTS, item::has)
                : Optional.empty();
        return new RatedLayout(prompt, completions, text, ranks ? columns.ranks() : columns.scores(), ranks, maker);
    }

    private Optional<Layout> labelled(ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        return firstOf(LABELS, field -> isLabel(sample.get(field)))
                .flatMap(label -> columns.completion()
                        .or(() -> firstOf(SINGLE, sample::has))
                        .<Layout>map(field -> new SingleLayout(
                                without(prompt, field), field, isWhole(sample, field), Optional.of(label), maker))
                        .or(() -> whole(sample, Optional.of(label), prompt, maker)));
    }

    private static boolean isLabel(JsonNode value) {
        if (Values.isMissing(value)) {
            return false;
        }
        try {
            Values.label("", value);
            return true;
        } catch (UnreadableRecordException _) {
            return false;
        }
    }

    /// A conversation that holds the prompt too.
    private static Optional<Layout> whole(
            ObjectNode sample, Optional<String> label, PromptFields prompt, RecordMaker maker) {
        return firstOf(WHOLE, field -> Values.isTurns(Values.unpacked(sample.get(field))))
                .map(field -> new SingleLayout(without(prompt, field), field, true, label, maker));
    }

    private static boolean isWhole(ObjectNode sample, String field) {
        return WHOLE.contains(field) && Values.isTurns(Values.unpacked(sample.get(field)));
    }

    private static PromptFields without(PromptFields prompt, String field) {
        return prompt.prompt().equals(Optional.of(field))
                ? new PromptFields(Optional.empty(), false, prompt.context())
                : prompt;
    }

    private Optional<Layout> rated(ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        for (String field : LISTS) {
            JsonNode list = Values.unpacked(sample.get(field));
            if (list == null || !list.isArray() || list.isEmpty()) {
                continue;
            }
            Optional<Layout> layout = list.get(0) instanceof ObjectNode item && !Values.isTurn(item)
                    ? ratedItems(field, list, item, prompt, maker)
                    : ratedValues(field, sample, prompt, maker);
            if (layout.isPresent()) {
                return layout;
            }
        }
        return scoredPair(sample, prompt, maker);
    }

    private Optional<Layout> ratedItems(
            String field, JsonNode list, ObjectNode first, PromptFields prompt, RecordMaker maker) {
        Optional<String> text = firstOf(ITEM_TEXTS, first::has);
        Predicate<String> anyHas = name -> list.valueStream().anyMatch(item -> item.hasNonNull(name));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        List<String> asked = columns.ranks().isEmpty() ? columns.scores() : columns.ranks();
        if (!asked.isEmpty()) {
            return Optional.of(new RatedLayout(
                    prompt, List.of(field), text, asked, !columns.ranks().isEmpty(), maker));
        }
        Optional<String> score = firstOf(ITEM_SCORES, anyHas);
        return score.or(() -> firstOf(RANK_LISTS, anyHas))
                .map(grade -> new RatedLayout(prompt, List.of(field), text, List.of(grade), score.isEmpty(), maker));
    }

    private Optional<Layout> ratedValues(String field, ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        Predicate<String> isList = name -> {
            JsonNode value = Values.unpacked(sample.get(name));
            return value != null && value.isArray();
        };
        List<String> asked = columns.ranks().isEmpty() ? columns.scores() : columns.ranks();
        if (!asked.isEmpty()) {
            return Optional.of(new RatedLayout(
                    prompt,
                    List.of(field),
                    Optional.empty(),
                    asked,
                    !columns.ranks().isEmpty(),
                    maker));
        }
        Optional<String> scores = firstOf(SCORE_LISTS, isList);
        return scores.or(() -> firstOf(RANK_LISTS, isList))
                .map(grade -> new RatedLayout(
                        prompt, List.of(field), Optional.empty(), List.of(grade), scores.isEmpty(), maker));
    }

    /// Two answers with a score each, as WebGPT's `answer_0, score_0, answer_1, score_1`.
    private static Optional<Layout> scoredPair(ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        for (List<String> suffixes : SUFFIXES) {
            List<String> scores =
                    suffixes.stream().map(suffix -> "score" + suffix).toList();
            Optional<List<String>> answers = answers(suffixes, sample);
            if (answers.isPresent() && scores.stream().allMatch(sample::has)) {
                return Optional.of(new RatedLayout(prompt, answers.get(), Optional.empty(), scores, false, maker));
            }
        }
        return Optional.empty();
    }

    private Optional<Layout> compared(ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        for (List<String> suffixes : SUFFIXES) {
            Optional<List<String>> answers = answers(suffixes, sample);
            List<String> votes = columns.preference().isEmpty() ? votes(sample) : columns.preference();
            if (answers.isPresent() && !votes.isEmpty()) {
                List<String> sides = answers.get();
                PromptFields before = sides.getFirst().startsWith(ComparisonLayout.CONVERSATION)
                        ? new PromptFields(columns.prompt(), false, List.of())
                        : prompt;
                return Optional.of(new ComparisonLayout(
                        before,
                        sides,
                        votes,
                        VoteCoding.of(sides.getFirst(), sides.getLast(), votes.getFirst()),
                        maker));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> answers(List<String> suffixes, ObjectNode sample) {
        return Stream.concat(ANSWERS.stream(), Stream.of("human_ref"))
                .map(name -> suffixes.stream().map(suffix -> name + suffix).toList())
                .filter(names -> names.stream().allMatch(sample::has))
                .findFirst();
    }

    private static List<String> votes(ObjectNode sample) {
        List<String> votes = new ArrayList<>(sample.propertyNames().stream()
                .filter(field -> field.matches("annotator_?\\d+"))
                .toList());
        if (votes.isEmpty()) {
            firstOf(VOTES, sample::hasNonNull).ifPresent(votes::add);
        }
        return votes;
    }

    private Optional<Layout> scoredRows(ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        boolean scored =
                !columns.scores().isEmpty() || (sample.path(HELPFULNESS).isNumber() && sample.has("response"));
        return prompt.prompt().isPresent() && scored
                ? firstOf(SINGLE, sample::has)
                        .map(field -> new ScoredRowsLayout(
                                prompt,
                                columns.completion().orElse(field),
                                columns.scores().isEmpty() ? List.of(HELPFULNESS) : columns.scores(),
                                maker))
                : Optional.empty();
    }

    private Optional<Layout> single(ObjectNode sample, PromptFields prompt, RecordMaker maker) {
        return prompt.instruction() && sample.has("output")
                ? Optional.of(new SingleLayout(prompt, "output", false, Optional.empty(), maker))
                : whole(sample, Optional.empty(), prompt, maker);
    }

    private static Optional<String> firstOf(List<String> names, Predicate<String> condition) {
        return names.stream().filter(condition).findFirst();
    }
}
