package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Nonlinearity;

/// Everything that tells one pre-norm decoder family from another. Adding a family is making one of these from its
/// configuration.
///
/// @param attention   the shape of each layer's attention, by layer number from 0
/// @param innerWidth  of the feed-forward block
/// @param norm        which normalisation
/// @param positions   how a token's place is told
/// @param gated       feed-forward is f(gate) · up instead of f(up)
/// @param inputMajor  linear weights are stored (inputs, outputs), as GPT-2's `Conv1D`
/// @param tied        the head is the token embedding
/// @param prefixes    beginnings of names that files may leave out
/// @param ignorable   tensors in files that are no parameters
record DecoderDescription(
        int vocabularySize,
        int width,
        int layers,
        IntFunction<AttentionShape> attention,
        int innerWidth,
        Norm norm,
        float epsilon,
        Positions positions,
        Nonlinearity nonlinearity,
        boolean gated,
        boolean inputMajor,
        boolean tied,
        Names names,
        List<String> prefixes,
        List<Pattern> ignorable) {

    enum Norm {
        LAYER,
        RMS
    }

    sealed interface Positions {
        /// A table of embeddings added to the tokens'.
        record Learned(String name, int rows) implements Positions {}

        /// Queries and keys are rotated.
        record Rotary(double theta) implements Positions {}
    }

    /// The tensors' names; an empty list or text means that the family has no such parameter.
    record Names(String embedding, String finalNorm, String head, IntFunction<LayerNames> layer) {}

    /// Names in one layer, without `.weight` and `.bias`.
    ///
    /// @param queriesKeysValues one fused name, or three
    /// @param up                one name, or gate and up
    record LayerNames(
            String attentionNorm,
            List<String> queriesKeysValues,
            boolean queryBias,
            String attentionOutput,
            boolean outputBias,
            String feedForwardNorm,
            List<String> up,
            String down,
            boolean feedForwardBias) {}
}
