package org.dpoworkbench.app.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.config.ModelConfig;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.problem.Problems;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.weights.HuggingFaceCache;
import picocli.CommandLine.Option;

/// Which weights a run starts from, and how it leaves them.
public final class ModelOptions {
    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Hugging Face folder of the policy's starting weights, or a name in its cache, org/name"
                    + " (required).")
    private Optional<Path> model = Optional.empty();

    @Option(
            names = "--save-dtype",
            paramLabel = "TYPE",
            defaultValue = "float32",
            completionCandidates = SaveDtypes.class,
            description = "Number type of the final model's file: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})."
                    + " Computing and checkpoints are always float32.")
    private SaveDtype saveDtype = SaveDtype.FLOAT32;

    ModelConfig toConfig(Optional<Path> reference) {
        Problems.in("model")
                .check(model.isPresent(), "--model DIR is missing: the folder of the weights to start from")
                .throwIfAny();
        return new ModelConfig(folder(model.orElseThrow()), reference, saveDtype);
    }

    /// The model's folder that was meant; see [HuggingFaceCache#resolve].
    ///
    /// @throws UserError where a name is neither a folder nor in the cache
    public static Path folder(Path typed) {
        return absolute(HuggingFaceCache.here().resolve(typed));
    }

    /// Workers run elsewhere, and a configuration outlives the folder that the command was typed in.
    static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }
}
