package org.dpoworkbench.app.window.model.data;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.text.Fate;

/// What is on which side of the split.
///
/// @param sharedPrompts held-out prompts that are trained on too, letter by letter
/// @param alikePrompts  further held-out prompts that a training prompt equals but for case, white space and
/// punctuation
public record SplitCounts(
        int trainPairs, int trainPrompts, int heldOutPairs, int heldOutPrompts, int sharedPrompts, int alikePrompts) {
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    static SplitCounts of(List<PairRow> rows) {
        var train = new Side();
        var heldOut = new Side();
        Set<String> shared = new HashSet<>();
        Set<String> alike = new HashSet<>();
        for (PairRow row : rows) {
            if (row.inspected().fate() instanceof Fate.Trained) {
                train.add(row);
            }
        }
        for (PairRow row : rows) {
            if (row.inspected().fate() instanceof Fate.HeldOut) {
                heldOut.add(row);
                if (row.inspected().findings().contains(Finding.PROMPT_IN_TRAINING)) {
                    shared.add(prompt(row));
                }
            }
        }
        if (heldOut.pairs > 0) {
            Set<String> trained = normalised(rows, Fate.Trained.class);
            for (PairRow row : rows) {
                if (row.inspected().fate() instanceof Fate.HeldOut
                        && !shared.contains(prompt(row))
                        && trained.contains(normalised(row))) {
                    alike.add(prompt(row));
                }
            }
        }
        return new SplitCounts(
                train.pairs, train.prompts.size(), heldOut.pairs, heldOut.prompts.size(), shared.size(), alike.size());
    }

    private static final class Side {
        private final Set<String> prompts = new HashSet<>();
        private int pairs;

        void add(PairRow row) {
            pairs++;
            prompts.add(prompt(row));
        }
    }

    private static String prompt(PairRow row) {
        return row.inspected().identity().orElseThrow().prompt();
    }

    private static Set<String> normalised(List<PairRow> rows, Class<? extends Fate> fate) {
        return new HashSet<>(rows.parallelStream()
                .filter(row -> fate.isInstance(row.inspected().fate()))
                .map(SplitCounts::normalised)
                .toList());
    }

    private static String normalised(PairRow row) {
        String prompt = row.inspected().texts().orElseThrow().prompt();
        return NO_WORD.matcher(prompt.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
    }
}
