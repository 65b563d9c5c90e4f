package org.dpoworkbench.engine.model;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.adapter.AdapterSettings;
import org.dpoworkbench.engine.weights.ModelFolder;

/// How much of a model an adapter is, known from the model's configuration alone.
///
/// @param modules linear maps of the model that could have one
/// @param adapted those that it stands beside
/// @param weights numbers that are trained
public record AdapterExtent(int modules, int adapted, long weights) {

    /// @param settings whose targets are the model's
    public static AdapterExtent of(AdapterSettings settings, ModelFolder base) {
        DecoderAssembly assembly = new DecoderAssembly(Families.describe(base.architecture()), Optional.of(settings));
        AdapterPlan plan = assembly.adapterPlan().orElseThrow();
        long weights =
                plan.plan().tensors().stream().mapToLong(ParameterTensor::size).sum();
        return new AdapterExtent(assembly.modules().size(), plan.places().size(), weights);
    }

    /// The model's linear maps by the last part of their names, each once: what `lora_target_modules` can name.
    public static List<String> targets(ModelFolder base) {
        return new DecoderAssembly(Families.describe(base.architecture()), Optional.empty())
                .modules().stream()
                        .map(module -> module.substring(module.lastIndexOf('.') + 1))
                        .distinct()
                        .toList();
    }
}
