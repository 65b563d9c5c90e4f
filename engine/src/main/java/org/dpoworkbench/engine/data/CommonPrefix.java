package org.dpoworkbench.engine.data;

import java.util.List;
import java.util.Optional;

/// TRL's `extract_prompt`: what both sides begin with.
///
/// Two details are TRL's too: a space at the shared text's end goes to the completions, and where one side is the
/// beginning of the other, the last thing shared goes to the completions, so that none of them is empty.
final class CommonPrefix {
    private CommonPrefix() {}

    /// Splits after the longest common run of characters (code points); absent where there is none.
    static Optional<PromptedText> split(List<String> completions) {
        int length = completions.size() < 2 ? 0 : length(completions);
        return length == 0
                ? Optional.empty()
                : Optional.of(PromptedText.of(
                        completions.getFirst().substring(0, length),
                        completions.stream()
                                .map(completion -> completion.substring(length))
                                .toList()));
    }

    private static int length(List<String> completions) {
        String chosen = completions.getFirst();
        int shorter = completions.stream().mapToInt(String::length).min().orElse(0);
        int same = 0;
        while (same < shorter && sameCharacter(completions, same)) {
            same++;
        }
        if (same > 0 && same == shorter) {
            return chosen.offsetByCodePoints(same, -1);
        }
        if (same > 0 && Character.isHighSurrogate(chosen.charAt(same - 1))) {
            same--;
        }
        return same > 0 && chosen.charAt(same - 1) == ' ' ? same - 1 : same;
    }

    private static boolean sameCharacter(List<String> completions, int place) {
        char first = completions.getFirst().charAt(place);
        return completions.stream().allMatch(completion -> completion.charAt(place) == first);
    }

    /// How many leading turns the conversations share, the last left to the completions where one is the beginning of
    /// another; none where there is one conversation only.
    static int turns(List<List<Message>> conversations) {
        if (conversations.size() < 2) {
            return 0;
        }
        int shorter = conversations.stream().mapToInt(List::size).min().orElse(0);
        int same = 0;
        while (same < shorter && sameTurn(conversations, same)) {
            same++;
        }
        return same == shorter ? Math.max(0, same - 1) : same;
    }

    private static boolean sameTurn(List<List<Message>> conversations, int turn) {
        Message first = conversations.getFirst().get(turn);
        return conversations.stream().allMatch(turns -> turns.get(turn).equals(first));
    }
}
