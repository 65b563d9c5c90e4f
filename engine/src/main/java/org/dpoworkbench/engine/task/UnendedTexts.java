package org.dpoworkbench.engine.task;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.engine.data.UnendedRecords;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedPair;

/// Which records hold a sample that the cap cut, as `dpo generate` says with `"ended": false`. The model was not asked
/// for an end token there, so none is scored.
record UnendedTexts(Set<Line> lines) {
    private record Line(String file, long number) {}

    static UnendedTexts in(List<Path> files) {
        Set<Line> lines = new HashSet<>();
        UnendedRecords.find(files, place -> lines.add(new Line(place.file(), place.number())));
        return new UnendedTexts(lines);
    }

    /// The example without the end token that was put after its only completion, where that did not end.
    TokenizedExample withoutEnd(TokenizedExample example, OptionalInt end) {
        if (end.isEmpty() || !lines.contains(new Line(example.source(), example.line()))) {
            return example;
        }
        return switch (example) {
            case TokenizedPair pair
            when pair.rejected().length == 0 && endsWith(pair.chosen(), end.getAsInt()) ->
                single(
                        example,
                        Arrays.copyOf(pair.chosen(), pair.chosen().length - 1),
                        Arrays.copyOf(pair.chosenScored(), pair.chosen().length - 1));
            case TokenizedCompletion one
            when endsWith(one.tokens(), end.getAsInt()) ->
                single(
                        example,
                        Arrays.copyOf(one.tokens(), one.tokens().length - 1),
                        Arrays.copyOf(one.tokenScored(), one.tokens().length - 1));
            default -> example;
        };
    }

    private static boolean endsWith(int[] tokens, int end) {
        return tokens.length > 1 && tokens[tokens.length - 1] == end;
    }

    private static TokenizedCompletion single(TokenizedExample of, int[] tokens, boolean[] scored) {
        return new TokenizedCompletion(
                of.id(), of.source(), of.line(), of.prompt(), tokens, scored, of.cut(0), true, of.group());
    }
}
