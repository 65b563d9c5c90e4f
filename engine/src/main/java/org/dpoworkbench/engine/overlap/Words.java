package org.dpoworkbench.engine.overlap;

import java.util.Arrays;
import java.util.Locale;
import org.dpoworkbench.engine.order.SplitMix64;

/// A text's words as hashes: letters, marks and digits in lower case; all else only parts them. Each ideograph, kana or
/// Hangul syllable is a word of its own, since those scripts write without spaces or nearly so.
final class Words {
    private Words() {}

    static long[] of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        long[] words = new long[16];
        int count = 0;
        long word = 0;
        boolean open = false;
        for (int at = 0; at < lower.length(); ) {
            int character = lower.codePointAt(at);
            at += Character.charCount(character);
            boolean alone = standsAlone(character);
            if (open && (alone || !isOfAWord(character))) {
                words = room(words, count);
                words[count++] = SplitMix64.mix(word);
                open = false;
            }
            if (alone) {
                words = room(words, count);
                words[count++] = SplitMix64.mix(character + 1L);
            } else if (isOfAWord(character)) {
                word = open ? SplitMix64.mix(word) + character : character + 1L;
                open = true;
            }
        }
        if (open) {
            words = room(words, count);
            words[count++] = SplitMix64.mix(word);
        }
        return Arrays.copyOf(words, count);
    }

    private static long[] room(long[] words, int count) {
        return count == words.length ? Arrays.copyOf(words, 2 * count) : words;
    }

    private static boolean isOfAWord(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> Character.isLetterOrDigit(character);
        };
    }

    private static boolean standsAlone(int character) {
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL -> Character.isLetterOrDigit(character);
            default -> false;
        };
    }

    /// Hashes of every run of `length` words, in order; none where there are fewer.
    static long[] runs(long[] words, int length) {
        long[] runs = new long[Math.max(0, words.length - length + 1)];
        for (int from = 0; from < runs.length; from++) {
            long run = length;
            for (int i = from; i < from + length; i++) {
                run = SplitMix64.mix(run) + words[i];
            }
            runs[from] = SplitMix64.mix(run);
        }
        return runs;
    }
}
