package org.dpoworkbench.engine.sample;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What the `ByteLevel` pre-tokenizer of a `tokenizer.json` does: parts a text into words, each with the space before
/// it, and writes their bytes as the printable characters that GPT-2 chose for them.
final class PreTokenizer {
    /// GPT-2's pattern (Radford et al. 2019), as the `tokenizers` library has it with `use_regex`.
    private static final Pattern PIECE = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private PreTokenizer() {}

    /// The text's pieces in order; together they are the text.
    static List<String> pieces(String text) {
        return PIECE.matcher(text).results().map(MatchResult::group).toList();
    }

    /// The piece's bytes in UTF-8, each as its character.
    static String written(String piece) {
        StringBuilder written = new StringBuilder();
        for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
            written.append(character(b & 0xFF));
        }
        return written.toString();
    }

    /// The character for a byte: itself where it is printable, else the next free one from U+0100 on.
    static char character(int value) {
        return isPrintable(value) ? (char) value : (char) (0x100 + unprintableBelow(value));
    }

    private static boolean isPrintable(int value) {
        return (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xFF && value != 0xAD);
    }

    private static int unprintableBelow(int value) {
        int count = 0;
        for (int below = 0; below < value; below++) {
            count += isPrintable(below) ? 0 : 1;
        }
        return count;
    }
}
