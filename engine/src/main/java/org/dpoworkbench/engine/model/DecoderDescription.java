package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.weights.ExpectedTensor;
import org.dpoworkbench.engine.weights.RopeScaling;
import org.dpoworkbench.engine.weights.RowOrder;
import org.dpoworkbench.engine.weights.Sizes;
import org.dpoworkbench.engine.weights.Weight;
import org.dpoworkbench.engine.weights.WeightBinding;
import org.dpoworkbench.engine.weights.WeightFiles;

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

    /// What files call a head; some have one although it is tied.
    private static final List<String> HEADS = List.of("lm_head.weight", "embed_out.weight");

    /// The tensor of each expected parameter. A head that is tied may be stored besides, as long as it is the
    /// embedding.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError that names every missing, surplus or wrongly shaped tensor
    Map<String, Weight> bind(List<ExpectedTensor> expected, WeightFiles files) {
        Map<String, String> copies = head.name().isPresent()
                ? Map.of()
                : HEADS.stream().collect(Collectors.toMap(name -> name, _ -> embedding.name()));
        return WeightBinding.bind(expected, files, prefixes, ignorable, copies);
    }

    int width() {
        return embedding.width();
    }

    int vocabularySize() {
        return embedding.vocabularySize();
    }

    /// The token embedding.
    ///
    /// @param name      of the table, with `.weight`
    /// @param scale     factor on the tokens' embeddings
    /// @param positions a table of embeddings that is added to the tokens', where positions are learned
    record Embedding(String name, int vocabularySize, int width, float scale, Optional<PositionTable> positions) {
        Embedding(String name, Sizes sizes) {
            this(name, sizes.vocabularySize(), sizes.width(), 1, Optional.empty());
        }

        Embedding scaled(float factor) {
            return new Embedding(name, vocabularySize, width, factor, positions);
        }

        Embedding with(PositionTable table) {
            return new Embedding(name, vocabularySize, width, scale, Optional.of(table));
        }
    }

    record PositionTable(String name, int rows) {}

    record Layer(Residual residual, Attention attention, FeedForward feedForward) {}

    /// How a layer's two blocks are joined to the stream that runs through all layers.
    sealed interface Residual {
        Norm beforeAttention();

        /// Empty where both blocks read the same normed rows.
        Optional<Norm> feedForwardNorm();

        Optional<Norm> afterAttention();

        Optional<Norm> afterFeedForward();

        /// x + attention(norm x), then that + feedForward(norm of that).
        ///
        /// @param afterAttention   where what is added to the stream is normed once more
        /// @param afterFeedForward likewise
        record Sequential(
                Norm beforeAttention,
                Optional<Norm> afterAttention,
                Norm beforeFeedForward,
                Optional<Norm> afterFeedForward)
                implements Residual {
            Sequential(Norm beforeAttention, Norm beforeFeedForward) {
                this(beforeAttention, Optional.empty(), beforeFeedForward, Optional.empty());
            }

            @Override
            public Optional<Norm> feedForwardNorm() {
                return Optional.of(beforeFeedForward);
            }
        }

        /// x + attention(norm x) + feedForward(norm x).
        ///
        /// @param feedForwardNorm where the second block has a norm of its own
        record Parallel(Norm beforeAttention, Optional<Norm> feedForwardNorm) implements Residual {
            @Override
            public Optional<Norm> afterAttention() {
                return Optional.empty();
            }

            @Override
            public Optional<Norm> afterFeedForward() {
                return Optional.empty();
            }
        }
    }

    /// A normalisation; `name` is without `.weight` and `.bias`.
    sealed interface Norm {
        String name();

        float epsilon();

        /// Layer normalisation with gain and bias.
        record Centred(String name, float epsilon) implements Norm {}

        /// Root-mean-square normalisation with a gain.
        ///
        /// @param offset added to the gain; 1 where it is stored as the difference from 1
        record RootMeanSquare(String name, float epsilon, float offset) implements Norm {}
    }

    /// @param queriesKeysValues one fused map, or three
    /// @param headNorms         where each query and key head is normed
    /// @param rotation          where positions are told by rotating queries and keys
    record Attention(
            AttentionShape shape,
            Linear queriesKeysValues,
            Optional<HeadNorms> headNorms,
            Optional<Rotation> rotation,
            Linear output) {}

    /// Gains of all query heads and of all key heads.
    record HeadNorms(Norm.RootMeanSquare queries, Norm.RootMeanSquare keys) {}

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
    /// @param name   without `.weight` and `.bias`; empty where the map is the token embedding
    /// @param biased whether it has a bias
    /// @param cap    logits are capped as cap · tanh(logit / cap); 0: they are not
    record Head(Optional<String> name, boolean biased, float cap) {
        static Head of(boolean tied, String name) {
            return new Head(tied ? Optional.empty() : Optional.of(name), false, 0);
        }
    }
}
