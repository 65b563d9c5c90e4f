package org.dpoworkbench.app.window.model.data;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Two texts word by word: what they have in common and what one has alone.
///
/// @param chosen   pieces of the chosen text that are it when joined
/// @param rejected the same of the rejected
public record WordDiff(List<Piece> chosen, List<Piece> rejected) {
    /// Words beyond which a side is compared at its beginning and end only, as the work grows with the
    /// differences.
    private static final int MOST_WORDS = 3_000;

    private static final Pattern WORD = Pattern.compile("\\s+|[\\p{L}\\p{M}\\p{N}_]+|.", Pattern.DOTALL);

    /// @param different whether the other text lacks it
    public record Piece(String text, boolean different) {}

    public static WordDiff of(String chosen, String rejected) {
        List<String> a = words(chosen);
        List<String> b = words(rejected);
        boolean[] aAlone = new boolean[a.size()];
        boolean[] bAlone = new boolean[b.size()];
        int head = 0;
        int shorter = Math.min(a.size(), b.size());
        while (head < shorter && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<String> aMiddle = a.subList(head, a.size() - tail);
        List<String> bMiddle = b.subList(head, b.size() - tail);
        if (Math.max(aMiddle.size(), bMiddle.size()) > MOST_WORDS) {
            mark(aAlone, head, aMiddle.size());
            mark(bAlone, head, bMiddle.size());
        } else {
            for (AbstractDelta<String> delta : DiffUtils.diff(aMiddle, bMiddle).getDeltas()) {
                mark(
                        aAlone,
                        head + delta.getSource().getPosition(),
                        delta.getSource().size());
                mark(
                        bAlone,
                        head + delta.getTarget().getPosition(),
                        delta.getTarget().size());
            }
        }
        return new WordDiff(pieces(a, aAlone), pieces(b, bAlone));
    }

    private static List<String> words(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static void mark(boolean[] alone, int from, int count) {
        Arrays.fill(alone, from, from + count, true);
    }

    private static List<Piece> pieces(List<String> words, boolean[] alone) {
        for (int i = 1; i + 1 < alone.length; i++) {
            alone[i] |= alone[i - 1] && alone[i + 1] && words.get(i).isBlank();
        }
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= words.size(); i++) {
            if (i == words.size() || alone[i] != alone[from]) {
                pieces.add(new Piece(String.join("", words.subList(from, i)), alone[from]));
                from = i;
            }
        }
        return pieces;
    }
}
