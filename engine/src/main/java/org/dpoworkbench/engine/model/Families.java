package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.dpoworkbench.engine.compute.AttentionShape;
import org.dpoworkbench.engine.compute.Nonlinearity;
import org.dpoworkbench.engine.model.DecoderDescription.Layer;
import org.dpoworkbench.engine.model.DecoderDescription.Rotation;
import org.dpoworkbench.engine.weights.Activation;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.Gemma2;
import org.dpoworkbench.engine.weights.Gemma3;
import org.dpoworkbench.engine.weights.Gpt2;
import org.dpoworkbench.engine.weights.GptJ;
import org.dpoworkbench.engine.weights.GptNeoX;
import org.dpoworkbench.engine.weights.Heads;
import org.dpoworkbench.engine.weights.Llama;
import org.dpoworkbench.engine.weights.Mistral;
import org.dpoworkbench.engine.weights.Phi3;
import org.dpoworkbench.engine.weights.Qwen2;
import org.dpoworkbench.engine.weights.Qwen3;
import org.dpoworkbench.engine.weights.Rope;
import org.dpoworkbench.engine.weights.Windows;

/// One description a family, and what the descriptions share.
final class Families {
    private Families() {}

    static DecoderDescription describe(Architecture architecture) {
        return switch (architecture) {
            case Gpt2 gpt2 -> Gpt2Family.describe(gpt2);
            case GptNeoX neox -> GptNeoXFamily.describe(neox);
            case GptJ gptJ -> GptJFamily.describe(gptJ);
            case Llama llama -> LlamaFamily.describe(llama);
            case Mistral mistral -> LlamaFamily.describe(mistral);
            case Qwen2 qwen2 -> LlamaFamily.describe(qwen2);
            case Qwen3 qwen3 -> LlamaFamily.describe(qwen3);
            case Phi3 phi3 -> Phi3Family.describe(phi3);
            case Gemma2 gemma2 -> GemmaFamily.describe(gemma2);
            case Gemma3 gemma3 -> GemmaFamily.describe(gemma3);
        };
    }

    /// Attention whose scores are divided by √(head size).
    static AttentionShape shape(Heads heads) {
        return new AttentionShape(
                heads.queries(), heads.keyValues(), heads.size(), (float) (1 / Math.sqrt(heads.size())));
    }

    /// The same, with the window of a layer.
    static AttentionShape shape(Heads heads, Windows windows, int layer) {
        return shape(heads).withWindow(windows.byLayer().get(layer).orElse(AttentionShape.UNBOUNDED));
    }

    static Rotation rotation(Rope rope) {
        return new Rotation(rope.theta(), rope.dimensions(), rope.scaling());
    }

    /// @param layer by its number, from 0
    static List<Layer> layers(int count, IntFunction<Layer> layer) {
        return IntStream.range(0, count).mapToObj(layer).toList();
    }

    static Nonlinearity nonlinearity(Activation activation) {
        return switch (activation) {
            case GELU_NEW -> Nonlinearity.GELU_TANH;
            case SILU -> Nonlinearity.SILU;
            case RELU -> Nonlinearity.RELU;
            case GELU -> Nonlinearity.GELU;
        };
    }
}
