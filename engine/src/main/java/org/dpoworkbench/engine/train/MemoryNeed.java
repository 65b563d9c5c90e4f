package org.dpoworkbench.engine.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.CountingBackend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.model.Decoder;
import org.dpoworkbench.engine.text.TokenizedExample;
import org.dpoworkbench.engine.text.TokenizedSet;
import org.dpoworkbench.engine.weights.ModelFolder;

/// What a run takes of its device's memory, in bytes, counted before it starts: all its buffers are made at its
/// beginning, and here they are made without memory. What a device's libraries take for themselves is not counted.
///
/// @param tokens         of the largest micro-batch
/// @param weights        the policy's, its adapter's among them
/// @param gradients      of what is trained
/// @param optimiserState the optimiser's, where it is not in the host's memory
/// @param reference      of a reference in memory of its own: weights and buffers
/// @param activations    all else: what a micro-batch keeps for the backward pass, a chunk of logits, what generating
///                       remembers
/// @param onHost         the optimiser's in the host's memory, which is none of the device's
public record MemoryNeed(
        int tokens, long weights, long gradients, long optimiserState, long reference, long activations, long onHost) {
    private static final long MIB = 1 << 20;

    /// @throws org.dpoworkbench.engine.problem.UserError where the adapter does not fit the model
    public static MemoryNeed of(
            RunConfig config, ModelFolder policy, ModelFolder reference, TokenizedSet<? extends TokenizedExample> set) {
        Backend counting = CountingBackend.make();
        Trainer trainer = new Trainer(config, counting, policy, set);
        if (config.evaluation().samplePrompts() > 0) {
            var _ = trainer.sampler();
        }
        long policys = counting.allocatedBytes();
        trainer.makeReferenceDecoder(reference);
        long references = counting.allocatedBytes() - policys;

        Decoder decoder = trainer.decoder();
        long weights = decoder.parameters().weightBytes()
                + decoder.adapters().map(a -> a.parameters().weightBytes()).orElse(0L);
        long gradients = decoder.trained().gradients().size() * Float.BYTES;
        long all =
                trainer.optimiserState().stream().mapToLong(FloatTensor::size).sum() * Float.BYTES;
        boolean paged = config.optimizer().optim().isPaged();
        long state = paged ? 0 : all;
        return new MemoryNeed(
                trainer.rows(),
                weights,
                gradients,
                state,
                references,
                policys - weights - gradients - state,
                paged ? all : 0);
    }

    public long total() {
        return weights + gradients + optimiserState + reference + activations;
    }

    /// The parts that there are, with their names, largest first as training has them.
    public Map<String, Long> parts() {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("weights", weights);
        parts.put("gradients", gradients);
        parts.put("optimiser state", optimiserState);
        parts.put("reference", reference);
        parts.put("activations of %,d tokens and logits".formatted(tokens), activations);
        parts.values().removeIf(bytes -> bytes == 0);
        return parts;
    }

    /// In words, such as `1,234 MiB (weights 475, gradients 475, …)`.
    public String text() {
        StringBuilder text = new StringBuilder("%,d MiB (".formatted(mebibytes(total())));
        String comma = "";
        for (Map.Entry<String, Long> part : parts().entrySet()) {
            text.append(comma).append("%s %,d".formatted(part.getKey(), mebibytes(part.getValue())));
            comma = ", ";
        }
        text.append(')');
        if (onHost > 0) {
            text.append(", and %,d MiB of the host's for the optimiser's state".formatted(mebibytes(onHost)));
        }
        return text.toString();
    }

    static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, MIB);
    }
}
