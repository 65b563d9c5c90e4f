package org.dpoworkbench.engine.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;

/// Writes what a run is made with into its folder.
final class WrittenProvenance {
    private WrittenProvenance() {}

    static void write(RunFolder folder, RunConfig config, RunInputs inputs, Backend backend) {
        List<Provenance.HashedFile> data = new ArrayList<>();
        try {
            for (Path file : config.data().data()) {
                data.add(Provenance.HashedFile.of(file));
            }
            for (Path file : config.data().evalData()) {
                data.add(Provenance.HashedFile.of(file));
            }
        } catch (IOException e) {
            throw new UserError("A data file could not be hashed: " + e.getMessage() + ".", e);
        }
        int threads = config.device().threads();
        new Provenance(
                        ProgramVersion.text(),
                        Provenance.Platform.current(),
                        backend.description() + " ("
                                + Devices.reason(config.device().device()) + ")",
                        threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
                        data,
                        new Provenance.HashedFile(
                                inputs.policy().path().toString(),
                                inputs.policy().sha256()),
                        reference(inputs),
                        config.batch().seed(),
                        Optional.empty())
                .write(folder);
    }

    /// What the policy is held against, in words.
    private static String reference(RunInputs inputs) {
        return inputs.policyStartsFromReference()
                ? "the policy's own starting weights, frozen"
                : inputs.reference().path() + ", frozen";
    }
}
