package org.dpoworkbench.engine.data;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dpoworkbench.engine.problem.UserError;

/// Splits records by prompt, so that all records of a prompt are on one side.
///
/// Prompts are ordered by a hash of seed and prompt and taken from the front until enough pairs are held out. A
/// prompt's place does not depend on the other prompts or on the file's order.
public final class HeldOutSplit {
    private HeldOutSplit() {}

    /// Chooses the prompts to hold out.
    ///
    /// @param prompts the prompt hash of each record
    /// @param heldOut records to hold out: a share below 1, else a count; 0: none
    /// @return the prompts held out; at least one prompt is left for training
    /// @throws UserError where that cannot be
    public static Set<String> choose(List<String> prompts, double heldOut, long seed) {
        if (heldOut == 0) {
            return Set.of();
        }
        Map<String, Integer> pairs = new HashMap<>();
        prompts.forEach(prompt -> pairs.merge(prompt, 1, Integer::sum));
        if (pairs.size() < 2) {
            throw new UserError(("All %d records have the same prompt, so none can be held out (held_out is %s). "
                            + "Give a file of held-out records, or set held_out to 0.")
                    .formatted(prompts.size(), plain(heldOut)));
        }
        long wanted = heldOut < 1 ? Math.max(1, Math.round(heldOut * prompts.size())) : Math.round(heldOut);
        if (heldOut >= 1 && wanted >= prompts.size()) {
            throw new UserError(("held_out asks for %d records, and there are %d: none would be left to train on. "
                            + "Ask for fewer, or for a share below 1.")
                    .formatted(wanted, prompts.size()));
        }
        List<String> order = pairs.keySet().stream()
                .sorted(Comparator.<String>comparingLong(prompt -> rank(seed, prompt))
                        .thenComparing(prompt -> prompt))
                .toList();
        Set<String> chosen = new HashSet<>();
        long count = 0;
        for (String prompt : order.subList(0, order.size() - 1)) {
            if (count >= wanted) {
                break;
            }
            chosen.add(prompt);
            count += pairs.get(prompt);
        }
        return chosen;
    }

    private static long rank(long seed, String prompt) {
        return new Digest().add(Long.toString(seed)).add(prompt).bits();
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
