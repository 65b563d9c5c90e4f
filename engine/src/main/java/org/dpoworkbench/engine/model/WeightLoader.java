package org.dpoworkbench.engine.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ExpectedTensor;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.dpoworkbench.engine.weights.Weight;
import org.dpoworkbench.engine.weights.WeightBinding;
import org.dpoworkbench.engine.weights.WeightFiles;

/// Moves weights between a decoder and files.
public final class WeightLoader {
    private WeightLoader() {}

    /// Fills the decoder's weights from the folder, converted to float32 while read.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError that names every missing, surplus or wrongly shaped tensor
    public static void load(ModelFolder folder, Decoder decoder) {
        List<ExpectedTensor> expected = expected(decoder.parameters().tensors());
        try (WeightFiles files = folder.weights()) {
            Map<String, Weight> bound =
                    WeightBinding.bind(expected, files, decoder.optionalPrefixes(), decoder.ignorableTensors());
            MemorySegment weights = decoder.backend().host(decoder.parameters().weights());
            for (ParameterTensor t : decoder.parameters().tensors()) {
                bound.get(t.name()).readFloats(t.order(), weights, t.offset() * Float.BYTES);
            }
        }
    }

    /// Checks, without reading weights, that the folder has every tensor that its architecture asks for.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError as [#load]
    public static void check(ModelFolder folder) {
        DecoderDescription description = Families.describe(folder.architecture());
        List<ParameterTensor> tensors = new DecoderAssembly(description).plan().tensors();
        try (WeightFiles files = folder.weights()) {
            var _ = WeightBinding.bind(expected(tensors), files, description.prefixes(), description.ignorable());
        }
    }

    private static List<ExpectedTensor> expected(List<ParameterTensor> tensors) {
        return tensors.stream()
                .map(t -> new ExpectedTensor(t.name(), t.shape()))
                .toList();
    }

    /// The decoder's weights as tensors to be written.
    public static List<SafetensorsWriter.Source> sources(Decoder decoder, DType dtype) {
        return sources(decoder, decoder.backend().host(decoder.parameters().weights()), "", dtype);
    }

    /// Tensors of the parameters' layout, such as an optimiser's moments, with `prefix` before each name.
    public static List<SafetensorsWriter.Source> sources(
            Decoder decoder, MemorySegment floats, String prefix, DType dtype) {
        List<SafetensorsWriter.Source> sources = new ArrayList<>();
        for (ParameterTensor t : decoder.parameters().tensors()) {
            sources.add(new SafetensorsWriter.Source(
                    prefix + t.name(), t.shape(), dtype, floats, t.offset() * Float.BYTES, t.order()));
        }
        return sources;
    }
}
