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
    static Optional<PromptedText> split(String chosen, String rejected) {
        int length = length(chosen, rejected);
        return length == 0
                ? Optional.empty()
                : Optional.of(PromptedText.of(
                        chosen.substring(0, length), chosen.substring(length), rejected.substring(length)));
    }

    private static int length(String chosen, String rejected) {
        int shorter = Math.min(chosen.length(), rejected.length());
        int same = 0;
        while (same < shorter && chosen.charAt(same) == rejected.charAt(same)) {
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

    /// How many leading turns two conversations share, the last left to the completions where one is the beginning of
    /// the other.
    static int turns(List<Message> chosen, List<Message> rejected) {
        int shorter = Math.min(chosen.size(), rejected.size());
        int same = 0;
        while (same < shorter && chosen.get(same).equals(rejected.get(same))) {
            same++;
        }
        return same == shorter ? Math.max(0, same - 1) : same;
    }
}
