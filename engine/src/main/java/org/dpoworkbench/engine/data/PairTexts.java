package org.dpoworkbench.engine.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A record's three texts for people, before a chat template or a tokenizer has touched them.
public record PairTexts(String prompt, String chosen, String rejected) {

    /// Texts as the rule splits them, without a shared prompt at their longest common prefix; conversations
    /// turn by turn under their roles; token ids as numbers.
    public static PairTexts of(PreferenceRecord record, PromptSplitter splitter) {
        return switch (record) {
            case PreferenceRecord.Text text -> {
                PromptedText split = splitter.splitAnyway(text);
                yield of(split.prompt(), split.texts());
            }
            case PreferenceRecord.Chat chat -> {
                ChatPrompts split = ChatPrompts.split(chat);
                yield of(
                        turns(split.prompt()),
                        split.completions().stream().map(PairTexts::turns).toList());
            }
            case PreferenceRecord.Tokens tokens ->
                of(
                        Arrays.toString(tokens.prompt()),
                        tokens.completions().stream().map(Arrays::toString).toList());
        };
    }

    private static PairTexts of(String prompt, List<String> completions) {
        return new PairTexts(prompt, completions.getFirst(), completions.size() > 1 ? completions.getLast() : "");
    }

    private static String turns(List<Message> turns) {
        return turns.stream().map(turn -> turn.role() + ": " + turn.content()).collect(Collectors.joining("\n\n"));
    }
}
