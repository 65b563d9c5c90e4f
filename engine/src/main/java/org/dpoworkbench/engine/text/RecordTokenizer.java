package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.PromptedText;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;

/// Turns one source's records into tokenised pairs or completions.
final class RecordTokenizer {
    private final TextModel model;
    private final PromptSplitter splitter;
    private final PairCutter cutter;
    private final PairRules rules;
    private Optional<TextPairs> texts = Optional.empty();

    RecordTokenizer(TextModel model, PromptSplitter splitter, PairRules rules) {
        this.model = model;
        this.splitter = splitter;
        this.cutter = new PairCutter(model, rules);
        this.rules = rules;
    }

    /// A record on its way: decided already, or a text that waits for its tokens.
    private sealed interface Step {
        record Decided(Outcome outcome) implements Step {}

        record Waiting(TextPairs.Placed text) implements Step {}
    }

    /// The outcome of each record, in order.
    List<Outcome> tokenize(List<PreferenceRecord> records) {
        List<Step> steps = records.stream().map(this::prepare).toList();
        List<TextPairs.Placed> waiting = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Step.Waiting(TextPairs.Placed text)) {
                waiting.add(text);
            }
        }
        Iterator<UncutPair> tokenized =
                texts.map(t -> t.tokenize(waiting)).orElse(List.of()).iterator();
        return steps.stream()
                .map(step -> switch (step) {
                    case Step.Decided(Outcome outcome) -> outcome;
                    case Step.Waiting _ -> inVocabulary(tokenized.next());
                })
                .toList();
    }

    private Step prepare(PreferenceRecord record) {
        return switch (record) {
            case PreferenceRecord.Tokens tokens -> new Step.Decided(cutter.cut(UncutPair.of(tokens)));
            case PreferenceRecord.Chat chat -> throw needsTemplate(chat.place().file(), rules.kind());
            case PreferenceRecord.Text text ->
                rules.dropsNothing()
                        ? wait(text, splitter.splitAnyway(text))
                        : switch (rules.kind()) {
                            case PAIRS -> pair(text);
                            case COMPLETIONS -> completion(text);
                        };
        };
    }

    private Step completion(PreferenceRecord.Text text) {
        Optional<PromptedText> split = splitter.splitChosen(text);
        if (split.isEmpty()) {
            return dropped(text, Drop.NO_PROMPT);
        }
        Step.Waiting waiting = wait(text, split.get());
        return waiting.text().text().texts().contains("") ? dropped(text, Drop.EMPTY_COMPLETION) : waiting;
    }

    private Step pair(PreferenceRecord.Text text) {
        if (text.rejected().equals(Optional.of(text.chosen()))) {
            return dropped(text, Drop.IDENTICAL_SIDES);
        }
        Optional<PromptedText> split = splitter.split(text);
        if (split.isEmpty()) {
            return dropped(text, Drop.NO_SHARED_PROMPT);
        }
        Step.Waiting waiting = wait(text, split.get());
        List<String> sides = waiting.text().text().texts();
        if (sides.contains("")) {
            return dropped(text, Drop.EMPTY_SIDE);
        }
        return sides.getFirst().equals(sides.getLast()) ? dropped(text, Drop.IDENTICAL_SIDES) : waiting;
    }

    private Step.Waiting wait(PreferenceRecord.Text text, PromptedText split) {
        if (texts.isEmpty()) {
            texts = Optional.of(new TextPairs(model, text.place().file(), rules));
        }
        return new Step.Waiting(texts.get().place(text.place(), split));
    }

    private static Step dropped(PreferenceRecord record, Drop reason) {
        return new Step.Decided(new Outcome.Dropped(record.place(), reason));
    }

    /// A tokenizer may know tokens that the model has no embedding for.
    private Outcome inVocabulary(UncutPair pair) {
        int size = model.limits().vocabularySize();
        OptionalInt unknown = Stream.concat(
                        Stream.of(pair.prompt()), pair.sides().stream().map(UncutPair.Side::ids))
                .flatMapToInt(Arrays::stream)
                .filter(id -> id >= size)
                .findFirst();
        return unknown.isEmpty()
                ? cutter.cut(pair)
                : new Outcome.Refused(
                        pair.place(),
                        ("the tokenizer makes token %d of it, and the model's vocabulary is 0 to %d. "
                                        + "Do tokenizer and model belong together?")
                                .formatted(unknown.getAsInt(), size - 1));
    }

    private static UserError needsTemplate(String file, RecordKind kind) {
        return new UserError(
                file + " holds conversations (lists of {role, content}). They become text by a chat template, "
                        + "and chat templates are not supported yet. Give " + kind.textFields() + " as texts, written "
                        + "the way the model was trained, or as token ids (" + kind.tokenFields() + ").");
    }
}
