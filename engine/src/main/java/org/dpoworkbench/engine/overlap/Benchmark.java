package org.dpoworkbench.engine.overlap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// A benchmark's texts, asked whether another text shares a run of 13 words with one of them: what Brown et al.
/// 2020 (arXiv 2005.14165), appendix C, take for contamination. An item of 8 to 12 words is one run as a whole; a
/// shorter one is left out, since everybody says such things.
public final class Benchmark {
    public static final int RUN = 13;
    private static final int SHORTEST = 8;

    private final Map<Long, Integer> items = new HashMap<>(); // run of words → the first item that holds it
    private final boolean[] lengths = new boolean[RUN + 1];
    private final List<String> texts;
    private final int tooShort;

    private Benchmark(List<String> texts) {
        this.texts = List.copyOf(texts);
        int left = 0;
        for (int item = 0; item < texts.size(); item++) {
            long[] words = Words.of(texts.get(item));
            if (words.length < SHORTEST) {
                left++;
                continue;
            }
            int length = Math.min(RUN, words.length);
            lengths[length] = true;
            for (long run : Words.runs(words, length)) {
                items.putIfAbsent(run, item);
            }
        }
        tooShort = left;
    }

    /// @param texts of its items
    public static Benchmark of(List<String> texts) {
        return new Benchmark(new ArrayList<>(texts));
    }

    /// How many items there are.
    public int size() {
        return texts.size();
    }

    /// Items that are too short to be looked for.
    public int tooShort() {
        return tooShort;
    }

    /// An item's text.
    public String text(int item) {
        return texts.get(item);
    }

    /// The first item, in the text's order, that shares a run of words with it.
    public OptionalInt overlap(String text) {
        long[] words = Words.of(text);
        for (int length = SHORTEST; length <= RUN; length++) {
            if (lengths[length]) {
                for (long run : Words.runs(words, length)) {
                    Integer item = items.get(run);
                    if (item != null) {
                        return OptionalInt.of(item);
                    }
                }
            }
        }
        return OptionalInt.empty();
    }
}
