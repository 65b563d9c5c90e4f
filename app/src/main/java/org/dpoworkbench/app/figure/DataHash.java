package org.dpoworkbench.app.figure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;

/// What a run was trained on, as its provenance has it.
public final class DataHash {
    private DataHash() {}

    /// SHA-256 of the run's first data file, where it is on record. Reads a file.
    ///
    /// @param run the run's folder
    /// @throws org.dpoworkbench.engine.problem.UserError where the record is damaged
    public static Optional<String> of(Path run) {
        RunFolder folder = new RunFolder(run);
        return Files.exists(folder.provenance())
                ? Provenance.read(folder).data().stream().findFirst().map(Provenance.HashedFile::sha256)
                : Optional.empty();
    }
}
