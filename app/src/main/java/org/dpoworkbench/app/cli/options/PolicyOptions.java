package org.dpoworkbench.app.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Option;

/// A model that is used as it is.
public final class PolicyOptions {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Hugging Face folder of the model, or a name in its cache, org/name, or the folder of an adapter (required).")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--adapter",
            paramLabel = "DIR",
            description = "LoRA adapter over --model, a folder in PEFT's layout (default: none).")
    private Optional<Path> adapter = Optional.empty();

    /// The weights that are asked for.
    ///
    /// @throws UserError where none are
    public ModelSource source() {
        Problems.in("model")
                .check(model.isPresent(), "--model DIR is missing: the folder of the model")
                .throwIfAny();
        return new ModelSource(ModelOptions.folder(model.orElseThrow()), adapter.map(ModelOptions::absolute));
    }

    /// The model alone, without the adapter named beside it.
    public ModelSource withoutAdapter() {
        return ModelSource.of(source().model());
    }
}
