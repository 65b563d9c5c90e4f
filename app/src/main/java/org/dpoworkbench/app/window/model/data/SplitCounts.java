package org.dpoworkbench.app.window.model.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.text.Fate;

/// What is on which side of the split.
///
/// @param sharedPrompts held-out prompts that are trained on too, letter by letter
/// @param alikePrompts  further held-out prompts that nearly repeat one that is trained on
public record SplitCounts(
        int trainPairs, int trainPrompts, int heldOutPairs, int heldOutPrompts, int sharedPrompts, int alikePrompts) {
    static SplitCounts of(List<PairRow> rows) {
        var train = new Side();
        var heldOut = new Side();
        Set<String> shared = new HashSet<>();
        Set<String> alike = new HashSet<>();
        for (PairRow row : rows) {
            if (row.inspected().fate() instanceof Fate.Trained) {
                train.add(row);
            } else if (row.inspected().fate() instanceof Fate.HeldOut) {
                heldOut.add(row);
                if (row.inspected().findings().contains(Finding.PROMPT_IN_TRAINING)) {
                    shared.add(prompt(row));
                } else if (row.inspected().findings().contains(Finding.NEAR_PROMPT_IN_TRAINING)) {
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
}
