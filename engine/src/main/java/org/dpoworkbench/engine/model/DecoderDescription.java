package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.weights.RopeScaling;
import org.dpoworkbench.engine.weights.RowOrder;

/// Everything that tells one decoder family from another. Adding a family is making one of these from its
/// configuration. Names are those of its checkpoints.
///
/// @param prefixes  beginnings of names that files may leave out
/// @param ignorable tensors in files that are no parameters, by their whole names
record DecoderDescription(
        Embedding embedding,
        List<Layer> layers,
        Norm finalNorm,
        Head head,
        List<String> prefixes,
        List<Pattern> ignorable) {

    int width() {
        return embedding.width();
    }

    int vocabularySize() {
        return embedding.vocabularySize();
    }

    /// The token embedding.
    ///
    /// @param name      of the table, with `.weight`
    /// @param positions a table of embeddings that is added to the tokens', where positions are learned
    record Embedding(String name, int vocabularySize, int width, Optional<PositionTable> positions) {}

    record PositionTable(String name, int rows) {}

    record Layer(Residual residual, Attention attention, FeedForward feedForward) {}

    /// How a layer's two blocks are joined to the stream that runs through all layers.
    sealed interface Residual {
        Norm beforeAttention();

        /// x + attention(norm x), then that + feedForward(norm of that).
        record Sequential(Norm beforeAttention, Norm beforeFeedForward) implements Residual {}

        /// x + attention(norm x) + feedForward(norm x).
        ///
        /// @param beforeFeedForward where the second block has a norm of its own
        record Parallel(Norm beforeAttention, Optional<Norm> beforeFeedForward) implements Residual {}
    }

    /// A normalisation; `name` is without `.weight` and `.bias`.
    sealed interface Norm {
        String name();

        float epsilon();

        /// Layer normalisation with gain and bias.
        record Centred(String name, float epsilon) implements Norm {}

        /// Root-mean-square normalisation with a gain.
        record RootMeanSquare(String name, float epsilon) implements Norm {}
    }

    /// @param queriesKeysValues one fused map, or three
    /// @param rotation          where positions are told by rotating queries and keys
    record Attention(AttentionShape shape, Linear queriesKeysValues, Optional<Rotation> rotation, Linear output) {}

    /// Rotary positions (Su et al. 2021, arXiv 2104.09864).
    ///
    /// @param theta      base of the wavelengths
    /// @param dimensions of each head that are rotated, from its first on; even
    record Rotation(double theta, int dimensions, RopeScaling scaling) {}

    /// @param up    one map, or gate and up
    /// @param gated f(gate) · up instead of f(up)
    record FeedForward(int innerWidth, Linear up, Nonlinearity nonlinearity, boolean gated, Linear down) {}

    /// Linear maps of the same input, side by side in memory.
    ///
    /// @param inputMajor stored (inputs, outputs), as GPT-2's `Conv1D`
    record Linear(List<Part> parts, boolean biased, boolean inputMajor) {
        static Linear of(boolean biased, String... names) {
            return new Linear(
                    List.of(names).stream()
                            .map(name -> new Part(name, Optional.empty()))
                            .toList(),
                    biased,
                    false);
        }

        Linear storedInputMajor() {
            return new Linear(parts, biased, true);
        }
    }

    /// @param name  without `.weight` and `.bias`
    /// @param order of its outputs in memory, where that is not the file's
    record Part(String name, Optional<RowOrder> order) {
        Part(String name, RowOrder order) {
            this(name, Optional.of(order));
        }
    }

    /// From final hidden states to logits.
    ///
    /// @param name without `.weight`; empty where the map is the token embedding
    record Head(Optional<String> name) {}
}
