package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PromptedText;
import org.dpoworkbench.engine.data.RecordPlace;

/// Makes tokens of texts: prompt, boundary, completions with their end token, user turns not scored.
final class TextPairs {
    private final TextModel model;
    private final Tokenizer tokenizer;
    private final int eos;
    private final boolean scoreUserTurns;
    /// Each prompt is made into tokens once, however many pairs it has.
    private final Map<String, int[]> prompts = new HashMap<>();

    /// @param file the file that holds texts, for errors
    TextPairs(TextModel model, String file, boolean scoreUserTurns) {
        this.model = model;
        this.tokenizer = model.tokenizerFor(file);
        this.eos = model.eosForTexts();
        this.scoreUserTurns = scoreUserTurns;
    }

    /// A pair of texts and where it stands; the completions without literal EOS text.
    record Placed(RecordPlace place, PromptedText text) {}

    /// Takes a literal EOS text off both completions' ends.
    Placed place(RecordPlace place, PromptedText text) {
        return new Placed(
                place,
                new PromptedText(
                        text.prompt(),
                        model.withoutLiteralEos(text.chosen()),
                        model.withoutLiteralEos(text.rejected()),
                        text.chosenUserTurns(),
                        text.rejectedUserTurns()));
    }

    List<UncutPair> tokenize(List<Placed> pairs) {
        List<String> fresh = pairs.stream()
                .map(pair -> pair.text().prompt())
                .distinct()
                .filter(prompt -> !prompts.containsKey(prompt))
                .toList();
        List<String> texts = new ArrayList<>(fresh);
        for (Placed pair : pairs) {
            texts.add(pair.text().prompt() + pair.text().chosen());
            texts.add(pair.text().prompt() + pair.text().rejected());
        }
        List<int[]> tokens = tokenizer.encodeAll(texts);
        for (int i = 0; i < fresh.size(); i++) {
            prompts.put(fresh.get(i), tokens.get(i));
        }
        List<UncutPair> tokenized = new ArrayList<>(pairs.size());
        for (int i = 0; i < pairs.size(); i++) {
            int at = fresh.size() + 2 * i;
            tokenized.add(join(pairs.get(i), tokens.get(at), tokens.get(at + 1)));
        }
        return tokenized;
    }

    private UncutPair join(Placed pair, int[] withChosen, int[] withRejected) {
        PromptedText text = pair.text();
        int[] prompt = prompts.get(text.prompt());
        Boundary boundary = Boundary.of(prompt, withChosen, withRejected);
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        if (boundary.merged()) {
            findings.add(Finding.BOUNDARY_MERGE);
        }
        if (text.chosen().isBlank() || text.rejected().isBlank()) {
            findings.add(Finding.BLANK_SIDE);
        }
        if (!scoreUserTurns
                && !(text.chosenUserTurns().isEmpty()
                        && text.rejectedUserTurns().isEmpty())) {
            findings.add(Finding.UNSCORED_USER_TURN);
        }
        return new UncutPair(
                pair.place(),
                PairIdentity.of(text),
                boundary.prompt(prompt),
                side(text.prompt() + text.chosen(), boundary, withChosen, text.chosenUserTurns()),
                side(text.prompt() + text.rejected(), boundary, withRejected, text.rejectedUserTurns()),
                findings);
    }

    private UncutPair.Side side(String text, Boundary boundary, int[] tokens, List<PromptedText.Stretch> userTurns) {
        UncutPair.Side side = UncutPair.Side.allScored(boundary.completion(tokens, eos));
        if (scoreUserTurns || userTurns.isEmpty()) {
            return side;
        }
        int[] starts = tokenizer.encodeWithPlaces(text).starts();
        boolean[] scored = side.scored();
        for (PromptedText.Stretch turn : userTurns) {
            int from = text.codePointCount(0, Math.min(turn.from(), text.length()));
            int to = text.codePointCount(0, Math.min(turn.to(), text.length()));
            for (int i = boundary.tokens(); i < starts.length; i++) {
                if (from <= starts[i] && starts[i] < to) {
                    scored[i - boundary.tokens()] = false;
                }
            }
            if (turn.to() >= text.length()) {
                scored[scored.length - 1] = false;
            }
        }
        return side;
    }
}
