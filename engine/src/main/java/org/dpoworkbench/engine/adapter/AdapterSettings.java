package org.dpoworkbench.engine.adapter;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.config.TargetModules;

/// What an adapter is: which maps it stands beside, of which rank, and how strongly it acts.
///
/// @param r            rank, >= 1
/// @param alpha        numerator of the scale
/// @param dropout      probability that an input of A is left out while training, in [0, 1)
/// @param targets      which linear maps it stands beside
/// @param rslora       the scale's denominator is √r instead of r
/// @param rankPattern  ranks of some modules, by the end of their names, a regular expression; the first that fits acts
/// @param alphaPattern likewise
/// @param base         name or folder of the model that it was trained over, as its file says
public record AdapterSettings(
        int r,
        double alpha,
        double dropout,
        TargetModules targets,
        boolean rslora,
        Map<String, Integer> rankPattern,
        Map<String, Double> alphaPattern,
        Optional<String> base) {

    /// The rank beside a module.
    public int rank(String module) {
        return patterned(rankPattern, module).orElse(r);
    }

    /// The factor on B · A beside a module.
    public float scale(String module) {
        int rank = rank(module);
        return (float) (patterned(alphaPattern, module).orElse(alpha) / (rslora ? Math.sqrt(rank) : rank));
    }

    /// The same with another dropout, which no weight depends on.
    public AdapterSettings withDropout(double other) {
        return new AdapterSettings(r, alpha, other, targets, rslora, rankPattern, alphaPattern, base);
    }

    /// The same with the targets said otherwise.
    public AdapterSettings withTargets(TargetModules other) {
        return new AdapterSettings(r, alpha, dropout, other, rslora, rankPattern, alphaPattern, base);
    }

    /// The same over a model at another place.
    public AdapterSettings withBase(String other) {
        return new AdapterSettings(r, alpha, dropout, targets, rslora, rankPattern, alphaPattern, Optional.of(other));
    }

    /// As PEFT's `get_pattern_key` looks them up.
    private static <N> Optional<N> patterned(Map<String, N> patterns, String module) {
        return patterns.entrySet().stream()
                .filter(e -> Pattern.matches("(.*\\.)?(" + e.getKey() + ")", module))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
