package org.dpoworkbench.app.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What the policy is held against.
public final class ReferenceOptions {
    @Option(
            names = "--reference",
            paramLabel = "DIR",
            description =
                    "Hugging Face folder of the frozen reference, or a name in its cache, org/name (default: the weights of"
                            + " --model).")
    private Optional<Path> reference = Optional.empty();

    public Optional<Path> reference() {
        return reference.map(ModelOptions::folder);
    }
}
