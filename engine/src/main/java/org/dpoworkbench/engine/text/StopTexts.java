package org.dpoworkbench.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.dpoworkbench.engine.generate.StopRule;

/// Ends a completion at the token with which one of some texts is complete, as transformers' `stop_strings`: the text
/// and what the token holds after it stay.
public final class StopTexts implements StopRule {
    private final Tokenizer tokenizer;
    private final List<String> texts;
    private final int tail;

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
        int[] last = Arrays.copyOfRange(tokens, Math.max(0, length - tail), length);
        String text = tokenizer.decode(last);
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
}
