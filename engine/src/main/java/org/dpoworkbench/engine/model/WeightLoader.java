package org.dpoworkbench.engine.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.FloatTensor;
import org.dpoworkbench.engine.weights.Architecture;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ExpectedTensor;
import org.dpoworkbench.engine.weights.Floats;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.SafetensorsWriter;
import org.dpoworkbench.engine.weights.Weight;
import org.dpoworkbench.engine.weights.WeightBinding;
import org.dpoworkbench.engine.weights.WeightFiles;

/// Moves weights between a decoder and files.
public final class WeightLoader {
    private WeightLoader() {}

    /// Fills the decoder's own weights from the folder, converted while read to the number type that they are kept in.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError that names every missing, surplus or wrongly shaped tensor
    public static void load(ModelFolder folder, Decoder decoder) {
        try (WeightFiles files = folder.weights()) {
            Map<String, Weight> bound = bind(files, decoder);
            for (ParameterTensor t : decoder.parameters().tensors()) {
                decoder.parameters().read(t, bound.get(t.name()));
            }
        }
    }

    static Map<String, Weight> bind(WeightFiles files, Decoder decoder) {
        return decoder.bind(expected(decoder.parameters().tensors()), files);
    }

    /// Checks, without reading weights, that the folder has every tensor that its architecture asks for.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError as [#load]
    public static void check(ModelFolder folder) {
        DecoderDescription description = Families.describe(folder.architecture());
        List<ParameterTensor> tensors =
                new DecoderAssembly(description, Optional.empty()).plan().tensors();
        try (WeightFiles files = folder.weights()) {
            var _ = description.bind(expected(tensors), files);
        }
    }

    /// Fills the decoder's adapter from a folder, converted to float32 while read.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError that names every missing, surplus or wrongly shaped tensor
    public static void load(AdapterFolder folder, Decoder decoder) {
        Parameters parameters = decoder.adapters().orElseThrow().parameters();
        try (WeightFiles files = folder.weights()) {
            Map<String, Weight> bound = WeightBinding.bindAdapter(expected(parameters.tensors()), files);
            for (ParameterTensor t : parameters.tensors()) {
                parameters.read(t, bound.get(t.name()));
            }
        }
    }

    /// Checks, without reading weights, that the adapter is one of the architecture.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError as [#load]
    public static void check(AdapterFolder folder, Architecture architecture) {
        DecoderAssembly assembly = new DecoderAssembly(Families.describe(architecture), Optional.of(folder.settings()));
        try (WeightFiles files = folder.weights()) {
            var _ = WeightBinding.bindAdapter(
                    expected(assembly.adapterPlan().orElseThrow().plan().tensors()), files);
        }
    }

    private static List<ExpectedTensor> expected(List<ParameterTensor> tensors) {
        return tensors.stream()
                .map(t -> new ExpectedTensor(t.name(), t.shape()))
                .toList();
    }

    /// The model's own weights as tensors to be written.
    public static List<SafetensorsWriter.Source> ownSources(Decoder decoder) {
        Parameters own = decoder.parameters();
        return sources(own, floats(decoder.backend(), own.weights()), "", DType.F32);
    }

    /// The trained weights as tensors to be written: the adapter's where there is one, else the model's own.
    public static List<SafetensorsWriter.Source> sources(Decoder decoder, DType dtype) {
        Parameters trained = decoder.trained();
        return sources(trained, floats(decoder.backend(), trained.weights()), "", dtype);
    }

    /// A tensor of the parameters' layout, such as an optimiser's moments, as tensors to be written in
    /// float32, with `prefix` before each name.
    public static List<SafetensorsWriter.Source> sources(Parameters parameters, Floats floats, String prefix) {
        return sources(parameters, floats, prefix, DType.F32);
    }

    /// The numbers of a tensor of one column, wherever the backend has them.
    public static Floats floats(Backend backend, FloatTensor tensor) {
        return new Floats() {
            @Override
            public long count() {
                return tensor.rows();
            }

            @Override
            public MemorySegment read(long first, long count) {
                return backend.read(tensor.slice(first, count));
            }
        };
    }

    private static List<SafetensorsWriter.Source> sources(
            Parameters parameters, Floats floats, String prefix, DType dtype) {
        List<SafetensorsWriter.Source> sources = new ArrayList<>();
        for (ParameterTensor t : parameters.tensors()) {
            sources.add(
                    new SafetensorsWriter.Source(prefix + t.name(), t.shape(), dtype, floats, t.offset(), t.order()));
        }
        return sources;
    }
}
