package org.dpoworkbench.app.cli.options;

import java.util.Optional;
import org.dpoworkbench.engine.data.RecordKind;
import picocli.CommandLine.Option;

/// What records are read as.
public final class KindOption {
    @Option(
            names = "--kind",
            paramLabel = "KIND",
            completionCandidates = Kinds.class,
            description = "What the records are read as: ${COMPLETION-CANDIDATES}"
                    + " (default: what those of the first file are by nature).")
    private Optional<RecordKind> kind = Optional.empty();

    public Optional<RecordKind> kind() {
        return kind;
    }

    static final class Kinds extends Names<RecordKind> {
        Kinds() {
            super(RecordKind.class);
        }
    }
}
