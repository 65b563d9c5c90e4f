package org.dpoworkbench.engine.task;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.dpoworkbench.engine.data.UnendedRecords;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Which records hold a sample that the cap or a stop text ended, as `dpo generate` says. The model said no end token
/// there, so none is scored, nor what a chat template puts behind it.
///
/// @param ends    tokens that end a completion
/// @param isBlank whether tokens are white space
record UnendedTexts(Set<Line> lines, Set<Integer> ends, Predicate<int[]> isBlank) {
    record Line(String file, long number) {}

    static UnendedTexts in(List<Path> files, TextModel text) {
        Set<Line> lines = new HashSet<>();
        UnendedRecords.find(files, place -> lines.add(new Line(place.file(), place.number())));
        Set<Integer> ends = new HashSet<>(text.endTokens());
        text.eosId().ifPresent(ends::add);
        return new UnendedTexts(
                lines,
                ends,
                tokens -> text.tokenizer().map(t -> t.decode(tokens).isBlank()).orElse(false));
    }

    /// The example without the end that was put behind its only completion, where the sample has none.
    TokenizedExample withoutEnd(TokenizedExample example) {
        if (!lines.contains(new Line(example.source(), example.line()))) {
            return example;
        }
        return switch (example) {
            case TokenizedPair pair
            when pair.rejected().length == 0 -> single(example, pair.chosen(), pair.chosenScored());
            case TokenizedCompletion one -> single(example, one.tokens(), one.tokenScored());
            default -> example;
        };
    }

    private TokenizedExample single(TokenizedExample of, int[] tokens, boolean[] scored) {
        int length = lengthWithoutEnd(tokens);
        return length == tokens.length
                ? of
                : new TokenizedCompletion(
                        of.id(),
                        of.source(),
                        of.line(),
                        of.prompt(),
                        Arrays.copyOf(tokens, length),
                        Arrays.copyOf(scored, length),
                        of.cut(0),
                        true,
                        of.group());
    }

    /// Up to the last end token, where nothing but white space follows it; a completion keeps its first token.
    private int lengthWithoutEnd(int[] tokens) {
        for (int end = tokens.length - 1; end > 0; end--) {
            if (ends.contains(tokens[end])) {
                int[] behind = Arrays.copyOfRange(tokens, end + 1, tokens.length);
                return behind.length == 0 || isBlank.test(behind) ? end : tokens.length;
            }
        }
        return tokens.length;
    }
}
