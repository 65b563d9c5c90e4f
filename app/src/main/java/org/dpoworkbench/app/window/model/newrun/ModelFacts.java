package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.dpoworkbench.engine.model.AdapterExtent;
import org.dpoworkbench.engine.text.TextModel;
import org.dpoworkbench.engine.weights.DType;
import org.dpoworkbench.engine.weights.ModelFolder;
import org.dpoworkbench.engine.weights.Weight;
import org.dpoworkbench.engine.weights.WeightFiles;
import org.dpoworkbench.engine.worker.RunInputs;

/// What a model folder holds, from its configuration and the headers of its weights.
///
/// @param architecture as `config.json` names it, such as `gpt2`
/// @param dtypes       number types of the weights, such as `float32`
/// @param context      longest sequence, in tokens
/// @param chatTemplate whether the folder can make texts of conversations
/// @param linearMaps   the last parts of its linear maps' names, each once: what an adapter can stand beside
public record ModelFacts(
        Path folder,
        long parameters,
        String architecture,
        List<String> dtypes,
        int context,
        boolean tokenizer,
        boolean chatTemplate,
        List<String> linearMaps) {
    public ModelFacts {
        linearMaps = List.copyOf(linearMaps);
        dtypes = List.copyOf(dtypes);
    }

    /// Reads the folder; takes a moment.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where it is no model, or none that can be trained here
    public static ModelFacts read(Path folder) {
        ModelFolder model = ModelFolder.open(folder);
        long parameters = 0;
        var dtypes = new TreeSet<DType>();
        try (WeightFiles weights = model.weights()) {
            for (String name : weights.names()) {
                Optional<Weight> weight = weights.find(name);
                // Masks, which some checkpoints carry, are no parameters.
                if (weight.isPresent() && isFloat(weight.get().info().dtype())) {
                    parameters += weight.get().info().elements();
                    dtypes.add(weight.get().info().dtype());
                }
            }
        }
        try (TextModel text = TextModel.open(folder, RunInputs.limits(model.architecture()))) {
            return new ModelFacts(
                    folder,
                    parameters,
                    model.config().path("model_type").asString(""),
                    dtypes.stream().map(DType::torchName).toList(),
                    model.architecture().context(),
                    text.tokenizer().isPresent(),
                    text.hasChatTemplate(),
                    AdapterExtent.targets(model));
        }
    }

    private static boolean isFloat(DType dtype) {
        return switch (dtype) {
            case F16, BF16, F32, F64, F8_E4M3, F8_E5M2 -> true;
            case BOOL, U8, I8, I16, U16, I32, U32, I64, U64 -> false;
        };
    }
}
