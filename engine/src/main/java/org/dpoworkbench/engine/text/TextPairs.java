package org.dpoworkbench.engine.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.PromptedText;

/// Makes tokens of texts: prompt, boundary, completions with their end token, user turns not scored. What a chat
/// template rendered is all there is: it gets no end token, and none of the special tokens that the tokenizer
/// adds.
final class TextPairs {
    /// Pairs of a prompt stand together in most files.
    private static final int MOST_PROMPTS = 4096;

    private final TextModel model;
    private final Tokenizer tokenizer;
    private final OptionalInt eos;
    private final boolean rendered;
    private final boolean scoreUserTurns;
    /// Each of the latest prompts is made into tokens once, however many pairs it has.
    private final Map<String, int[]> prompts = new HashMap<>();

    /// @param file     the file that holds texts, for errors
    /// @param rendered whether a chat template made the texts
    TextPairs(TextModel model, String file, PairRules rules, boolean rendered) {
        this.rendered = rendered;
        this.model = model;
        this.tokenizer = model.tokenizerFor(file, rules.kind());
        this.eos = rendered ? OptionalInt.empty() : OptionalInt.of(model.eosForTexts());
        this.scoreUserTurns = rules.scoreUserTurns();
    }

    /// A prompt with its completions, and where they stand; the completions without literal EOS text.
    ///
    /// @param findings known before there are tokens
    record Placed(Origin origin, PromptedText text, Set<Finding> findings) {}

    /// Takes a literal EOS text off each completion's end.
    Placed place(Origin origin, PromptedText text) {
        return new Placed(
                origin,
                new PromptedText(
                        text.prompt(),
                        text.completions().stream()
                                .map(completion -> new PromptedText.Completion(
                                        model.withoutLiteralEos(completion.text()), completion.userTurns()))
                                .toList()),
                Set.of());
    }

    List<UncutPair> tokenize(List<Placed> pairs) {
        if (prompts.size() > MOST_PROMPTS) {
            prompts.clear();
        }
        List<String> fresh = pairs.stream()
                .map(pair -> pair.text().prompt())
                .distinct()
                .filter(prompt -> !prompts.containsKey(prompt))
                .toList();
        List<String> texts = new ArrayList<>(fresh);
        for (Placed pair : pairs) {
            pair.text().texts().forEach(completion -> texts.add(pair.text().prompt() + completion));
        }
        List<int[]> tokens = tokenizer.encodeAll(texts, !rendered);
        for (int i = 0; i < fresh.size(); i++) {
            prompts.put(fresh.get(i), tokens.get(i));
        }
        List<UncutPair> tokenized = new ArrayList<>(pairs.size());
        int at = fresh.size();
        for (Placed pair : pairs) {
            int next = at + pair.text().completions().size();
            tokenized.add(join(pair, tokens.subList(at, next)));
            at = next;
        }
        return tokenized;
    }

    /// @param wholes the tokens of prompt + completion, for each completion
    private UncutPair join(Placed pair, List<int[]> wholes) {
        PromptedText text = pair.text();
        int[] prompt = prompts.get(text.prompt());
        Boundary boundary = Boundary.of(prompt, wholes);
        Set<Finding> findings = EnumSet.noneOf(Finding.class);
        findings.addAll(pair.findings());
        if (boundary.merged()) {
            findings.add(Finding.BOUNDARY_MERGE);
        }
        if (text.texts().stream().anyMatch(String::isBlank)) {
            findings.add(Finding.BLANK_SIDE);
        }
        if (!scoreUserTurns
                && text.completions().stream()
                        .anyMatch(completion -> !completion.userTurns().isEmpty())) {
            findings.add(Finding.UNSCORED_USER_TURN);
        }
        List<UncutPair.Side> sides = new ArrayList<>(wholes.size());
        for (int i = 0; i < wholes.size(); i++) {
            PromptedText.Completion completion = text.completions().get(i);
            sides.add(side(text.prompt() + completion.text(), boundary, wholes.get(i), completion.userTurns()));
        }
        return new UncutPair(
                pair.origin(), pair.origin().judged(PairIdentity.of(text)), boundary.prompt(prompt), sides, findings);
    }

    private UncutPair.Side side(String text, Boundary boundary, int[] tokens, List<PromptedText.Stretch> userTurns) {
        UncutPair.Side side = UncutPair.Side.allScored(
                eos.isPresent() ? boundary.completion(tokens, eos.getAsInt()) : boundary.completion(tokens));
        if (scoreUserTurns || userTurns.isEmpty()) {
            return side;
        }
        int[] starts = tokenizer.encodeWithPlaces(text, !rendered).starts();
        boolean[] scored = side.scored();
        for (PromptedText.Stretch turn : userTurns) {
            int from = text.codePointCount(0, Math.min(turn.from(), text.length()));
            int to = text.codePointCount(0, Math.min(turn.to(), text.length()));
            for (int i = boundary.tokens(); i < starts.length; i++) {
                if (from <= starts[i] && starts[i] < to) {
                    scored[i - boundary.tokens()] = false;
                }
            }
            if (eos.isPresent() && turn.to() >= text.length()) {
                scored[scored.length - 1] = false;
            }
        }
        return side;
    }
}
