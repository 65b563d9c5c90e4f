package org.dpoworkbench.app.cli.options;

import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.MemoryConfig;
import picocli.CommandLine.Option;

/// What needs less memory.
public final class MemoryOptions {
    @Option(
            names = "--gradient-checkpointing",
            description = "Keep only the layers' inputs for the backward pass and compute each layer again there: less"
                    + " memory, the same numbers, more time (default: off).")
    private boolean gradientCheckpointing;

    @Option(
            names = "--frozen-dtype",
            paramLabel = "TYPE",
            defaultValue = "float32",
            completionCandidates = Dtypes.class,
            description = "Number type in which weights that are not trained are kept in memory, the base of an adapter"
                    + " or a reference of its own: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}). nf4 goes"
                    + " with an adapter (QLoRA): 4.5 bits for each number of its layers' maps; embeddings and head"
                    + " are bfloat16 then. Weights that are trained are float32.")
    private FrozenDtype frozenDtype = FrozenDtype.FLOAT32;

    MemoryConfig toConfig() {
        return new MemoryConfig(gradientCheckpointing, frozenDtype);
    }

    static final class Dtypes extends Names<FrozenDtype> {
        Dtypes() {
            super(FrozenDtype.class);
        }
    }
}
