package org.dpoworkbench.engine.weights;

import org.dpoworkbench.engine.problem.Problems;

/// Attention's heads.
///
/// @param queries   query heads; a multiple of `keyValues`
/// @param keyValues key and value heads; fewer than query heads where queries are grouped (Ainslie et al. 2023, arXiv
///                  2305.13245)
/// @param size      numbers of a head
public record Heads(int queries, int keyValues, int size) {
    public Heads {
        Problems.in("heads")
                .check(queries >= 1, "num_attention_heads must be >= 1, is %s", queries)
                .check(
                        keyValues >= 1 && queries % Math.max(1, keyValues) == 0,
                        "num_key_value_heads %s must divide num_attention_heads %s",
                        keyValues,
                        queries)
                .check(size >= 1, "head_dim must be >= 1, is %s", size)
                .throwIfAny();
    }

    /// What a family leaves out of `config.json`; 0: key-value heads as many as query heads, and a head's size the
    /// width's share.
    record Defaults(int keyValues, int size) {
        static final Defaults NONE = new Defaults(0, 0);
    }

    static Heads from(ConfigReader config, Sizes.Names names, Defaults defaults) {
        int width = config.size(names.width);
        int queries = config.size(names.heads);
        boolean grouped = config.has("num_key_value_heads");
        int keyValues = grouped
                ? config.size("num_key_value_heads")
                : config.isNull("num_key_value_heads") || defaults.keyValues() == 0 ? queries : defaults.keyValues();
        int share = width / Math.max(1, queries);
        int size = config.size("head_dim", defaults.size() == 0 ? share : defaults.size());
        if (size == share && !config.has("head_dim") && queries > 0 && width % queries != 0) {
            config.unsupported("%s %s must divide %s %s".formatted(names.heads, queries, names.width, width));
        }
        return config.made(() -> new Heads(queries, keyValues, size), new Heads(1, 1, 1));
    }
}
