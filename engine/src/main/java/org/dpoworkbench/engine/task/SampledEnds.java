package org.dpoworkbench.engine.task;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.dpoworkbench.engine.data.SampleEnds;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.text.TokenizedCompletion;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedPair;

/// What ended the samples that records hold, as `dpo generate` says. Where the cap or a stop text did, the model
/// said no end token, so none is scored, nor what a chat template puts behind it; where another end token did
/// than the one that every completion gets, that one is scored instead.
///
/// @param lines   the end token of each such record, absent where none ended its sample
/// @param ends    tokens that end a completion
/// @param isBlank whether tokens are white space
record SampledEnds(Map<Line, OptionalInt> lines, Set<Integer> ends, Predicate<int[]> isBlank) {
    record Line(String file, long number) {}

    static SampledEnds in(List<Path> files, TextModel text) {
        Map<Line, OptionalInt> lines = new HashMap<>();
        SampleEnds.find(files, (place, end) -> {
            OptionalInt token =
                    end.flatMap(name -> text.tokenizer().map(t -> t.idOf(name))).orElseGet(OptionalInt::empty);
            if (end.isEmpty() || token.isPresent()) { // else it is another vocabulary's, and its sample a text like any
                lines.put(new Line(place.file(), place.number()), token);
            }
        });
        Set<Integer> ends = new HashSet<>(text.endTokens());
        text.eosId().ifPresent(ends::add);
        return new SampledEnds(
                lines,
                ends,
                tokens -> text.tokenizer().map(t -> t.decode(tokens).isBlank()).orElse(false));
    }

    /// The example with the end that its sample has instead of the one that was put behind its only completion.
    TokenizedExample asSampled(TokenizedExample example) {
        OptionalInt end = lines.get(new Line(example.source(), example.line()));
        if (end == null) {
            return example;
        }
        return switch (example) {
            case TokenizedPair pair
            when pair.rejected().length == 0 -> single(example, pair.chosen(), pair.chosenScored(), end);
            case TokenizedCompletion one -> single(example, one.tokens(), one.tokenScored(), end);
            default -> example;
        };
    }

    private TokenizedExample single(TokenizedExample of, int[] tokens, boolean[] scored, OptionalInt end) {
        int length = lengthWithoutEnd(tokens);
        if (length == tokens.length || (end.isPresent() && tokens[length] == end.getAsInt())) {
            return of;
        }
        // An end token that is not special is in the sample's text.
        boolean adds = end.isPresent() && tokens[length - 1] != end.getAsInt();
        int[] sampled = Arrays.copyOf(tokens, adds ? length + 1 : length);
        boolean[] sampledScored = Arrays.copyOf(scored, sampled.length);
        if (adds) {
            sampled[length] = end.getAsInt();
            sampledScored[length] = true;
        }
        return new TokenizedCompletion(
                of.id(), of.source(), of.line(), of.prompt(), sampled, sampledScored, of.cut(0), true, of.group());
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
