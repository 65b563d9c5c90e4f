package org.dpoworkbench.engine.weights;

import org.dpoworkbench.engine.problem.Problems;

/// How large a decoder is.
///
/// @param width      of the residual stream
/// @param innerWidth of the feed-forward blocks
/// @param positions  the longest sequence, in tokens, that it was made for
public record Sizes(int vocabularySize, int width, int layers, int innerWidth, int positions) {
    public Sizes {
        Problems.in("sizes")
                .check(vocabularySize >= 1, "the vocabulary must have tokens, has %s", vocabularySize)
                .check(width >= 1, "the width must be >= 1, is %s", width)
                .check(layers >= 1, "there must be a layer, there are %s", layers)
                .check(innerWidth >= 1, "the inner width must be >= 1, is %s", innerWidth)
                .check(positions >= 1, "there must be a position, there are %s", positions)
                .throwIfAny();
    }

    /// What a `config.json` calls them.
    enum Names {
        /// As most families do.
        USUAL(
                "hidden_size",
                "num_hidden_layers",
                "num_attention_heads",
                "intermediate_size",
                "max_position_embeddings"),
        /// As GPT-2 and GPT-J do; their inner width is by default four times the width.
        GPT("n_embd", "n_layer", "n_head", "n_inner", "n_positions");

        final String width;
        final String layers;
        final String heads;
        final String innerWidth;
        final String positions;

        Names(String width, String layers, String heads, String innerWidth, String positions) {
            this.width = width;
            this.layers = layers;
            this.heads = heads;
            this.innerWidth = innerWidth;
            this.positions = positions;
        }
    }

    /// @param positions by default; 0: they must be there
    static Sizes from(ConfigReader config, Names names, int positions) {
        int vocabularySize = config.size("vocab_size");
        int width = config.size(names.width);
        int layers = config.size(names.layers);
        int fourfold = (int) Math.min(4L * width, Integer.MAX_VALUE);
        int innerWidth = names == Names.GPT ? config.size(names.innerWidth, fourfold) : config.size(names.innerWidth);
        int longest = positions == 0 ? config.size(names.positions) : config.size(names.positions, positions);
        return config.made(
                () -> new Sizes(vocabularySize, width, layers, innerWidth, longest), new Sizes(1, 1, 1, 1, 1));
    }
}
