package org.dpoworkbench.app.window.model.samples;

import java.util.ArrayList;
import java.util.List;

/// Which words of a text are not in another, by their longest common subsequence.
final class WordDifference {
    private WordDifference() {}

    /// The text in pieces that alternate between what both share and what only it has.
    static List<Piece> of(String text, String other) {
        List<String> words = Repeats.words(text);
        boolean[] shared = shared(words, Repeats.words(other));
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= words.size(); i++) {
            if (i == words.size() || shared[i] != shared[start]) {
                pieces.add(new Piece(String.join("", words.subList(start, i)), 1, !shared[start]));
                start = i;
            }
        }
        return pieces;
    }

    private static boolean[] shared(List<String> a, List<String> b) {
        int[][] longest = new int[a.size() + 1][b.size() + 1]; // of the words from here on
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                longest[i][j] = same(a.get(i), b.get(j))
                        ? 1 + longest[i + 1][j + 1]
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        boolean[] shared = new boolean[a.size()];
        int i = 0;
        int j = 0;
        while (i < a.size() && j < b.size()) {
            if (same(a.get(i), b.get(j))) {
                shared[i++] = true;
                j++;
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        return shared;
    }

    private static boolean same(String one, String other) {
        return one.strip().equals(other.strip());
    }
}
