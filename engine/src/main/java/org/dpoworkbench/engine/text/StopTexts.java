package org.dpoworkbench.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.dpoworkbench.engine.generate.StopRule;

/// Ends a completion at the token with which one of some texts is complete, as transformers' `stop_strings`: the text
/// and what the token holds after it stay.
public final class StopTexts implements StopRule {
    private final Tokenizer tokenizer;
    private final List<String> texts;
    private final int tail;
    private final BitSet asked = new BitSet(); // tokens
    private final BitSet ends = new BitSet(); // those of them with which a text may be complete

    private StopTexts(Tokenizer tokenizer, List<String> texts) {
        this.tokenizer = tokenizer;
        this.texts = texts;
        // A token stands for at least one byte.
        tail = 1
                + texts.stream()
                        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .max()
                        .orElse(0);
    }

    public static StopRule of(Tokenizer tokenizer, List<String> texts) {
        return texts.isEmpty() ? NONE : new StopTexts(tokenizer, texts);
    }

    @Override
    public boolean isMet(int[] tokens, int length) {
        if (!mayEnd(tokens[length - 1])) {
            return false;
        }
        int[] last = Arrays.copyOfRange(tokens, Math.max(0, length - tail), length);
        String text = tokenizer.decode(last);
        if (texts.stream().noneMatch(text::contains)) {
            return false;
        }
        String before = tokenizer.decode(Arrays.copyOf(last, last.length - 1));
        int old = 0;
        while (old < Math.min(before.length(), text.length()) && before.charAt(old) == text.charAt(old)) {
            old++;
        }
        for (String stop : texts) {
            if (text.indexOf(stop, Math.max(0, old - stop.length() + 1)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /// Whether a stop text may be complete with this token: whether the token holds the last character of one. Told of
    /// each token once, so that most tokens cost neither time nor memory.
    private boolean mayEnd(int token) {
        if (!asked.get(token)) {
            asked.set(token);
            String piece = tokenizer.piece(token) + tokenizer.decode(new int[] {token});
            if (texts.stream().anyMatch(text -> holdsEnd(piece, text))) {
                ends.set(token);
            }
        }
        return ends.get(token);
    }

    /// A space may come from how tokens are joined, half a character from any token.
    private static boolean holdsEnd(String piece, String text) {
        char end = text.charAt(text.length() - 1);
        return Character.isWhitespace(end) || piece.indexOf(end) >= 0 || piece.contains(Tokenizer.UNKNOWN_CHARACTER);
    }
}
