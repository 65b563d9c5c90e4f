package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.data.PromptSplitter;
import org.dpoworkbench.engine.data.PromptedText;
import org.dpoworkbench.engine.problem.UserError;

/// Turns one source's records into tokenised pairs.
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
            case PreferenceRecord.Chat chat -> throw needsTemplate(chat.place().file());
            case PreferenceRecord.Text text ->
                rules.dropsNothing() ? wait(text, splitter.splitAnyway(text)) : prepare(text);
        };
    }

    private Step prepare(PreferenceRecord.Text text) {
        if (text.chosen().equals(text.rejected())) {
            return dropped(text, Drop.IDENTICAL_SIDES);
        }
        Optional<PromptedText> split = splitter.split(text);
        if (split.isEmpty()) {
            return dropped(text, Drop.NO_SHARED_PROMPT);
        }
        Step.Waiting waiting = wait(text, split.get());
        String chosen = waiting.text().text().chosen();
        String rejected = waiting.text().text().rejected();
        if (chosen.isEmpty() || rejected.isEmpty()) {
            return dropped(text, Drop.EMPTY_SIDE);
        }
        return chosen.equals(rejected) ? dropped(text, Drop.IDENTICAL_SIDES) : waiting;
    }

    private Step.Waiting wait(PreferenceRecord.Text text, PromptedText split) {
        if (texts.isEmpty()) {
            texts = Optional.of(new TextPairs(model, text.place().file(), rules.scoreUserTurns()));
        }
        return new Step.Waiting(texts.get().place(text.place(), split));
    }

    private static Step dropped(PreferenceRecord record, Drop reason) {
        return new Step.Decided(new Outcome.Dropped(record.place(), reason));
    }

    /// A tokenizer may know tokens that the model has no embedding for.
    private Outcome inVocabulary(UncutPair pair) {
        int size = model.limits().vocabularySize();
        for (int[] ids :
                List.of(pair.prompt(), pair.chosen().ids(), pair.rejected().ids())) {
            for (int id : ids) {
                if (id >= size) {
                    return new Outcome.Refused(
                            pair.place(),
                            ("the tokenizer makes token %d of it, and the model's vocabulary is 0 to %d. "
                                            + "Do tokenizer and model belong together?")
                                    .formatted(id, size - 1));
                }
            }
        }
        return cutter.cut(pair);
    }

    private static UserError needsTemplate(String file) {
        return new UserError(
                file + " holds conversations (lists of {role, content}). They become text by a chat template, "
                        + "and chat templates are not supported yet. Give prompt, chosen and rejected as texts, written "
                        + "the way the model was trained, or as token ids (prompt_input_ids, chosen_input_ids, "
                        + "rejected_input_ids).");
    }
}
