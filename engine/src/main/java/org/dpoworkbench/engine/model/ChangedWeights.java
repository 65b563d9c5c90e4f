package org.dpoworkbench.engine.model;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Bfloat16Tensor;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.Weight;
import org.dpoworkbench.engine.weights.WeightFiles;

/// How many of a decoder's trained weights are no longer what they were when training began, once both are rounded to
/// the number type that they will be saved in. Of a whole model the beginning is read again from its files, so that no
/// second copy of the weights is held; of an adapter one is kept.
public final class ChangedWeights {
    private final Decoder decoder;
    private final ModelFolder start;
    private final SaveDtype dtype;
    private final Optional<float[]> kept;

    /// @param start the files of the decoder's present weights, where it has no adapter
    public ChangedWeights(Decoder decoder, ModelFolder start, SaveDtype dtype) {
        this.decoder = decoder;
        this.start = start;
        this.dtype = dtype;
        kept = decoder.adapters().map(adapters -> copy(adapters.parameters().weights()));
    }

    private float[] copy(FloatTensor weights) {
        float[] copy = new float[Math.toIntExact(weights.size())];
        decoder.backend().download(weights, copy, copy.length);
        return copy;
    }

    /// The share of trained weights that have changed, in [0, 1].
    public double share() {
        long changed = kept.map(MemorySegment::ofArray)
                .map(floats -> different(floats, floats.byteSize() / Float.BYTES, 0))
                .orElseGet(this::differentFromFiles);
        return (double) changed / decoder.trained().count();
    }

    private long differentFromFiles() {
        long[] changed = {0};
        try (WeightFiles files = start.weights()) {
            Map<String, Weight> bound = WeightLoader.bind(files, decoder);
            for (ParameterTensor t : decoder.parameters().tensors()) {
                bound.get(t.name())
                        .forEachPiece(
                                t.order(),
                                (floats, count, element) ->
                                        changed[0] += different(floats, count, t.offset() + element));
            }
        }
        return changed[0];
    }

    /// @param from which of the trained weights the first of `floats` is
    private long different(MemorySegment floats, long count, long from) {
        MemorySegment now = decoder.backend().read(decoder.trained().weights().slice(from, count));
        long changed = 0;
        for (long i = 0; i < count; i++) {
            float was = floats.get(JAVA_FLOAT_UNALIGNED, i * Float.BYTES);
            float is = now.get(JAVA_FLOAT_UNALIGNED, i * Float.BYTES);
            changed += same(was, is) ? 0 : 1;
        }
        return changed;
    }

    private boolean same(float was, float is) {
        return was == is
                || switch (dtype) {
                    case FLOAT32 -> false;
                    case FLOAT16 -> Float.floatToFloat16(was) == Float.floatToFloat16(is);
                    case BFLOAT16 -> Bfloat16Tensor.round(was) == Bfloat16Tensor.round(is);
                };
    }
}
