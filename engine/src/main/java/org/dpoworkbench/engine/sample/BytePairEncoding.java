package org.dpoworkbench.engine.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Byte-level byte-pair encoding (Sennrich et al. 2016; GPT-2's bytes), trained on texts.
///
/// Token 0 is the end of text, tokens 1 to 256 are the bytes, so every text has an encoding; then come the merges, the
/// most frequent pair of the corpus each, of equally frequent ones the one with the smaller ids.
final class BytePairEncoding {
    static final String END_OF_TEXT = "<|endoftext|>";
    private static final int BYTES = 256;

    private final List<String> vocabulary = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Pair> merges = new ArrayList<>();
    private final Map<String, Word> words = new HashMap<>();

    /// Two tokens that stand beside each other.
    private record Pair(int left, int right) {
        static final Comparator<Pair> BY_IDS =
                Comparator.comparingInt(Pair::left).thenComparingInt(Pair::right);
    }

    /// A distinct piece of the corpus, its tokens so far, and how often it stands there.
    private static final class Word {
        int[] tokens;
        long count;

        Word(int[] tokens) {
            this.tokens = tokens;
        }
    }

    private BytePairEncoding() {
        add(END_OF_TEXT);
        for (int value = 0; value < BYTES; value++) {
            add(String.valueOf(PreTokenizer.character(value)));
        }
    }

    /// Learns merges until the vocabulary has that size, or no pair stands twice in the texts.
    static BytePairEncoding trained(Collection<String> texts, int vocabularySize) {
        BytePairEncoding encoding = new BytePairEncoding();
        for (String text : texts) {
            for (String piece : PreTokenizer.pieces(text)) {
                encoding.words.computeIfAbsent(piece, encoding::inBytes).count++;
            }
        }
        while (encoding.vocabulary.size() < vocabularySize && encoding.mergeMostFrequentPair()) {}
        return encoding;
    }

    /// The tokens' texts, by id.
    List<String> vocabulary() {
        return List.copyOf(vocabulary);
    }

    /// The merges in order, as `tokenizer.json` writes them: both tokens with a space between.
    List<String> merges() {
        return merges.stream()
                .map(merge -> vocabulary.get(merge.left) + " " + vocabulary.get(merge.right))
                .toList();
    }

    /// How many tokens a text has that is made of pieces of the corpus, the end of text not counted.
    int length(String text) {
        int length = 0;
        for (String piece : PreTokenizer.pieces(text)) {
            Word word = words.get(piece);
            if (word == null) {
                throw new IllegalArgumentException("\"" + piece + "\" was not in the corpus");
            }
            length += word.tokens.length;
        }
        return length;
    }

    private int add(String token) {
        return ids.computeIfAbsent(token, added -> {
            vocabulary.add(added);
            return vocabulary.size() - 1;
        });
    }

    private Word inBytes(String piece) {
        return new Word(PreTokenizer.written(piece)
                .chars()
                .map(character -> ids.get(String.valueOf((char) character)))
                .toArray());
    }

    private boolean mergeMostFrequentPair() {
        Map<Pair, Long> counts = new HashMap<>();
        for (Word word : words.values()) {
            for (int i = 0; i + 1 < word.tokens.length; i++) {
                counts.merge(new Pair(word.tokens[i], word.tokens[i + 1]), word.count, Long::sum);
            }
        }
        Pair best = counts.keySet().stream()
                .max(Comparator.<Pair>comparingLong(counts::get).thenComparing(Pair.BY_IDS.reversed()))
                .orElse(null);
        if (best == null || counts.get(best) < 2) {
            return false;
        }
        merges.add(best);
        int merged = add(vocabulary.get(best.left) + vocabulary.get(best.right));
        words.values().forEach(word -> word.tokens = merge(word.tokens, best, merged));
        return true;
    }

    private static int[] merge(int[] tokens, Pair pair, int merged) {
        int[] out = new int[tokens.length];
        int length = 0;
        for (int i = 0; i < tokens.length; i++) {
            boolean here = i + 1 < tokens.length && tokens[i] == pair.left && tokens[i + 1] == pair.right;
            out[length++] = here ? merged : tokens[i];
            i += here ? 1 : 0;
        }
        return Arrays.copyOf(out, length);
    }
}
