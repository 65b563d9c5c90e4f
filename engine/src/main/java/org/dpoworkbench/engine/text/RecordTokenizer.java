package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.dpoworkbench.engine.data.ChatPrompts;
import org.dpoworkbench.engine.data.Drop;
import org.dpoworkbench.engine.data.Finding;
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
    private Optional<TextPairs> renderedTexts = Optional.empty();
    private Optional<ChatTexts> chats = Optional.empty();

    RecordTokenizer(TextModel model, PromptSplitter splitter, PairRules rules) {
        this.model = model;
        this.splitter = splitter;
        this.cutter = new PairCutter(model, rules);
        this.rules = rules;
    }

    /// A record on its way: decided already, or a text that waits for its tokens, or one that a chat template made.
    private sealed interface Step {
        record Decided(Outcome outcome) implements Step {}

        record Waiting(TextPairs.Placed text) implements Step {}

        record Rendered(TextPairs.Placed text) implements Step {}
    }

    /// The outcome of each record, in order.
    List<Outcome> tokenize(List<PreferenceRecord> records) {
        List<Step> steps = records.stream().map(this::prepare).toList();
        List<TextPairs.Placed> waiting = new ArrayList<>();
        List<TextPairs.Placed> rendered = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Step.Waiting(TextPairs.Placed text) -> waiting.add(text);
                case Step.Rendered(TextPairs.Placed text) -> rendered.add(text);
                case Step.Decided _ -> {}
            }
        }
        Iterator<UncutPair> tokenized =
                texts.map(t -> t.tokenize(waiting)).orElse(List.of()).iterator();
        Iterator<UncutPair> tokenizedChats =
                renderedTexts.map(t -> t.tokenize(rendered)).orElse(List.of()).iterator();
        return steps.stream()
                .map(step -> switch (step) {
                    case Step.Decided(Outcome outcome) -> outcome;
                    case Step.Waiting _ -> inVocabulary(tokenized.next());
                    case Step.Rendered _ -> inVocabulary(tokenizedChats.next());
                })
                .toList();
    }

    /// A record as it is before and after the cut.
    ///
    /// @param text     what the tokens were made of; absent where the record holds token ids
    /// @param rendered whether a chat template made that text
    record Look(Optional<PromptedText> text, boolean rendered, UncutPair whole, PairCutter.CutPair cut) {}

    /// Follows one record on its way to the model; by rules that drop nothing, every record gets there.
    ///
    /// @throws UserError where the record cannot be given to the model
    Look look(PreferenceRecord record) {
        if (record instanceof PreferenceRecord.Tokens tokens) {
            return look(Optional.empty(), false, ids(tokens));
        }
        return switch (prepare(record)) {
            case Step.Decided(Outcome.Refused refused) ->
                throw new UserError(refused.place() + ": " + refused.reason());
            case Step.Decided decided ->
                throw new IllegalStateException("by these rules records are dropped: " + decided.outcome());
            case Step.Waiting(TextPairs.Placed text) -> look(texts.orElseThrow(), text, false);
            case Step.Rendered(TextPairs.Placed text) -> look(renderedTexts.orElseThrow(), text, true);
        };
    }

    private Look look(TextPairs tokens, TextPairs.Placed text, boolean rendered) {
        return look(
                Optional.of(text.text()),
                rendered,
                tokens.tokenize(List.of(text)).getFirst());
    }

    private Look look(Optional<PromptedText> text, boolean rendered, UncutPair whole) {
        return new Look(text, rendered, whole, cutter.apart(whole));
    }

    private UncutPair ids(PreferenceRecord.Tokens tokens) {
        if (!rules.kind().isSingle() || tokens.completions().size() == 1) {
            return UncutPair.of(tokens);
        }
        int number = Origin.of(tokens).single(tokens.completions().size());
        return UncutPair.of(tokens.with(tokens.place(), tokens.judgement(), number));
    }

    private Step prepare(PreferenceRecord record) {
        return switch (record) {
            case PreferenceRecord.Tokens tokens -> new Step.Decided(cutter.cut(ids(tokens)));
            case PreferenceRecord.Chat chat -> chat(chat);
            case PreferenceRecord.Text text ->
                rules.dropsNothing()
                        ? wait(text, splitter.splitAnyway(text))
                        : switch (rules.kind()) {
                            case PAIRS, RANKINGS -> pair(text);
                            case COMPLETIONS -> completion(text);
                            case UNPAIRED -> text.completions().size() > 1 ? half(text) : completion(text);
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

    /// One side of a pair, whose prompt is the pair's.
    private Step half(PreferenceRecord.Text text) {
        if (anyTwice(text.completions())) {
            return dropped(text, Drop.IDENTICAL_SIDES);
        }
        Optional<PromptedText> split = splitter.split(text);
        if (split.isEmpty()) {
            return dropped(text, Drop.NO_SHARED_PROMPT);
        }
        Step.Waiting waiting = wait(
                text, split.get().only(Origin.of(text).single(text.completions().size())));
        return waiting.text().text().texts().contains("") ? dropped(text, Drop.EMPTY_COMPLETION) : waiting;
    }

    private Step pair(PreferenceRecord.Text text) {
        if (anyTwice(text.completions())) {
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
        return anyTwice(sides) ? dropped(text, Drop.IDENTICAL_SIDES) : waiting;
    }

    private static boolean anyTwice(List<?> completions) {
        return completions.stream().distinct().count() < completions.size();
    }

    private Step chat(PreferenceRecord.Chat chat) {
        ChatPrompts split = rules.kind().isSingle() && !rules.dropsNothing()
                ? ChatPrompts.split(chat)
                        .only(Origin.of(chat).single(chat.completions().size()))
                : ChatPrompts.split(chat);
        Optional<Drop> reason = rules.dropsNothing() ? Optional.empty() : reasonToDrop(chat, split);
        return reason.isPresent() ? dropped(chat, reason.get()) : render(chat, split);
    }

    private Optional<Drop> reasonToDrop(PreferenceRecord.Chat chat, ChatPrompts split) {
        boolean pairs = !rules.kind().isSingle();
        if (rules.kind() != RecordKind.COMPLETIONS && anyTwice(chat.completions())) {
            return Optional.of(Drop.IDENTICAL_SIDES);
        }
        if (split.prompt().isEmpty()) {
            return Optional.of(pairs ? Drop.NO_SHARED_PROMPT : Drop.NO_PROMPT);
        }
        return split.hasEmptySide() ? Optional.of(pairs ? Drop.EMPTY_SIDE : Drop.EMPTY_COMPLETION) : Optional.empty();
    }

    private Step render(PreferenceRecord.Chat chat, ChatPrompts split) {
        String file = chat.place().file();
        if (chats.isEmpty()) {
            chats = Optional.of(new ChatTexts(model.chatTemplate(rules.chatTemplate(), file)));
            renderedTexts = Optional.of(new TextPairs(model, file, rules, true));
        }
        try {
            ChatTexts.Rendered rendered =
                    chats.get().with(chat.variables()).render(split.prompt(), split.completions());
            Set<Finding> findings = EnumSet.noneOf(Finding.class);
            if (rendered.merged()) {
                findings.add(Finding.BOUNDARY_MERGE);
            }
            if (split.hasBlankSide()) {
                findings.add(Finding.BLANK_SIDE);
            }
            return new Step.Rendered(new TextPairs.Placed(Origin.of(chat), rendered.text(), findings));
        } catch (ChatTemplateException e) {
            return new Step.Decided(new Outcome.Refused(chat.place(), e.getMessage()));
        }
    }

    private Step.Waiting wait(PreferenceRecord.Text text, PromptedText split) {
        if (texts.isEmpty()) {
            texts = Optional.of(new TextPairs(model, text.place().file(), rules, false));
        }
        return new Step.Waiting(texts.get().place(Origin.of(text), split));
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
}
