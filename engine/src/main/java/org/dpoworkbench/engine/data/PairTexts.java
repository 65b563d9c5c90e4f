package org.dpoworkbench.engine.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A record's texts for people, before a chat template or a tokenizer has touched them.
///
/// @param completions of a pair the chosen one first, of a ranking the best first; of what is read for one completion,
///                    that one alone
public record PairTexts(String prompt, List<String> completions) {
    public PairTexts {
        completions = List.copyOf(completions);
    }

    /// The first completion.
    public String chosen() {
        return completions.isEmpty() ? "" : completions.getFirst();
    }

    /// The last of several completions; empty where there is one.
    public String rejected() {
        return completions.size() > 1 ? completions.getLast() : "";
    }

    /// Texts as the rule splits them, without a shared prompt at their longest common prefix; conversations
    /// turn by turn under their roles; token ids as numbers.
    public static PairTexts of(PreferenceRecord record, PromptSplitter splitter) {
        PairTexts all = switch (record) {
            case PreferenceRecord.Text text -> {
                PromptedText split = splitter.splitAnyway(text);
                yield new PairTexts(split.prompt(), split.texts());
            }
            case PreferenceRecord.Chat chat -> {
                ChatPrompts split = ChatPrompts.split(chat);
                yield new PairTexts(
                        turns(split.prompt()),
                        split.completions().stream().map(PairTexts::turns).toList());
            }
            case PreferenceRecord.Tokens tokens ->
                new PairTexts(
                        Arrays.toString(tokens.prompt()),
                        tokens.completions().stream().map(Arrays::toString).toList());
        };
        return isSingle(record.judgement()) ? new PairTexts(all.prompt(), List.of(all.chosen())) : all;
    }

    /// Whether the record is about its first completion alone, whatever stands beside it.
    private static boolean isSingle(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Unjudged _, Judgement.Labelled _ -> true;
            case Judgement.Preferred _, Judgement.Graded _, Judgement.Voted _ -> false;
        };
    }

    private static String turns(List<Message> turns) {
        return turns.stream().map(PairTexts::turn).collect(Collectors.joining("\n\n"));
    }

    /// With each further field on a line of its own.
    private static String turn(Message turn) {
        StringBuilder text = new StringBuilder(turn.role()).append(": ").append(turn.content());
        turn.more().forEach((name, value) -> {
            if (!value.isNull()) {
                text.append('\n').append(name).append(": ").append(value.isString() ? value.stringValue() : value);
            }
        });
        return text.toString();
    }
}
