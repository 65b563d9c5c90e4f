package org.dpoworkbench.app.window.model.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Folds what a text says over and over: policies that went astray repeat themselves.
final class Repeats {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*?(?=\\s|$)|\\s+");
    private static final int LONGEST_UNIT = 24; // words
    private static final int FEWEST = 3;

    private Repeats() {}

    /// A text's words, each with the blanks before it.
    static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    /// The text in pieces; words that come three times or more in a row are one piece, said once.
    static List<Piece> fold(String text) {
        List<String> words = words(text);
        List<Piece> pieces = new ArrayList<>();
        var plain = new StringBuilder();
        int i = 0;
        while (i < words.size()) {
            int unit = unitAt(words, i);
            if (unit == 0) {
                plain.append(words.get(i++));
                continue;
            }
            if (!plain.isEmpty()) {
                pieces.add(new Piece(plain.toString(), 1, false));
                plain.setLength(0);
            }
            int times = times(words, i, unit);
            pieces.add(new Piece(String.join("", words.subList(i, i + unit)), times, false));
            i += unit * times;
        }
        if (!plain.isEmpty()) {
            pieces.add(new Piece(plain.toString(), 1, false));
        }
        return pieces;
    }

    /// The shortest stretch from `at` on that comes often enough in a row; 0 where there is none.
    private static int unitAt(List<String> words, int at) {
        for (int unit = 1; unit <= Math.min(LONGEST_UNIT, (words.size() - at) / FEWEST); unit++) {
            if (times(words, at, unit) >= FEWEST) {
                return unit;
            }
        }
        return 0;
    }

    private static int times(List<String> words, int at, int unit) {
        int times = 1;
        while (at + (times + 1) * unit <= words.size() && same(words, at, at + times * unit, unit)) {
            times++;
        }
        return times;
    }

    private static boolean same(List<String> words, int one, int other, int unit) {
        for (int k = 0; k < unit; k++) {
            if (!words.get(one + k).strip().equals(words.get(other + k).strip())) {
                return false;
            }
        }
        return true;
    }
}
