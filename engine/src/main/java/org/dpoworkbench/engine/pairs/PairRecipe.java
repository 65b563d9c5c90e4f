package org.dpoworkbench.engine.pairs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.Problems;

/// How pairs are made.
///
/// @param minGap       least difference of a pair's scores, in their unit; equal scores make no pair even at 0
/// @param mostAPrompt  most pairs of a prompt, those with the largest gaps
/// @param weights      of attributes: the score is the mean of a completion's attributes weighted so; empty: the
///                     score that the file has
/// @param minAgreement least share of a comparison's votes for the winner; votes for neither count against
/// @param seed         of drawn pairs
public record PairRecipe(
        PairStrategy strategy,
        double minGap,
        OptionalInt mostAPrompt,
        Map<String, Double> weights,
        double minAgreement,
        long seed) {
    public PairRecipe {
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        double sum = weights.values().stream().mapToDouble(Math::abs).sum();
        Problems.in("pairs")
                .check(minGap >= 0 && Double.isFinite(minGap), "min_gap must be >= 0, is %s", minGap)
                .check(
                        mostAPrompt.isEmpty() || mostAPrompt.getAsInt() >= 1,
                        "max_pairs_per_prompt must be at least 1, is %s",
                        mostAPrompt.orElse(0))
                .check(
                        weights.values().stream().allMatch(Double::isFinite),
                        "a weight of an attribute is a number, these are %s",
                        weights)
                .check(weights.isEmpty() || sum > 0, "the weights of attributes are all 0")
                .check(
                        minAgreement >= 0 && minAgreement <= 1,
                        "min_agreement is a share, 0 to 1; it is %s",
                        minAgreement)
                .throwIfAny();
    }

    /// Best and worst, whatever their distance.
    public static PairRecipe of(PairStrategy strategy) {
        return new PairRecipe(strategy, 0, OptionalInt.empty(), Map.of(), 0, 42);
    }
}
