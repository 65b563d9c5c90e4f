package org.dpoworkbench.engine.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.adapter.AdapterFolder;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataPath;
import org.dpoworkbench.engine.launch.WorkerLauncher;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.HashMemory;
import org.dpoworkbench.engine.run.Provenance;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunJson;

/// What a run is made with and what became of its data, in its folder: `provenance.json` and `data.json`.
final class RunRecord {
    private RunRecord() {}

    /// Most tokens of the micro-batches that the run was begun with: what the device's memory allowed then, else what
    /// the configuration says; absent where the run begins.
    ///
    /// @param begun whether an earlier worker began the run
    static Optional<Integer> microBatchTokens(RunFolder folder, boolean begun, RunConfig config) {
        if (!begun) {
            return Optional.empty();
        }
        Optional<Integer> allowed =
                Files.exists(folder.provenance()) ? Provenance.read(folder).microBatchTokens() : Optional.empty();
        return allowed.or(() -> Optional.of(config.batch().maxTokensPerMicroBatch()));
    }

    /// Writes both where the run begins; a run that goes on keeps what its beginning wrote.
    ///
    /// @param begun   whether an earlier worker began the run
    /// @param fitting the configuration as the device's memory allows it
    /// @throws UserError where data, model or reference are not those that the run was begun with
    static void keep(
            RunFolder folder, boolean begun, RunConfig config, RunConfig fitting, RunInputs inputs, Backend backend) {
        Provenance now = now(config, fitting, inputs, backend, new HashMemory(CachePath.of(folder)));
        if (begun && Files.exists(folder.provenance())) {
            requireSameInputs(folder, now);
        } else {
            now.write(folder);
        }
        if (!begun || !Files.exists(folder.data())) {
            RunJson.write(folder.data(), inputs.set().report());
        }
    }

    private static void requireSameInputs(RunFolder folder, Provenance now) {
        List<String> changes = now.changesSince(Provenance.read(folder));
        if (!changes.isEmpty()) {
            throw new UserError(
                    "%s goes on only with what it was begun with. %s Put that back and resume, or start a new run in another folder."
                            .formatted(folder.path(), String.join(" ", changes)));
        }
    }

    private static Provenance now(
            RunConfig config, RunConfig fitting, RunInputs inputs, Backend backend, HashMemory hashes) {
        int threads = config.device().threads();
        int tokens = fitting.batch().maxTokensPerMicroBatch();
        Provenance.HashedFile model = new Provenance.HashedFile(
                inputs.policy().path().toString(), inputs.policy().sha256());
        return new Provenance(
                ProgramVersion.text(),
                Provenance.Platform.current(),
                backend.description() + " (" + Devices.reason(config.device().device()) + ")",
                threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
                tokens == config.batch().maxTokensPerMicroBatch() ? Optional.empty() : Optional.of(tokens),
                data(config, hashes),
                model,
                config.lora().flatMap(LoraConfig::adapter).map(RunRecord::adapter),
                reference(config, inputs, model),
                config.batch().seed(),
                WorkerLauncher.commandLineOfThisWorker());
    }

    private static Provenance.HashedFile adapter(Path folder) {
        return new Provenance.HashedFile(
                folder.toString(), AdapterFolder.open(folder).sha256());
    }

    private static List<Provenance.HashedFile> data(RunConfig config, HashMemory hashes) {
        List<Provenance.HashedFile> data = new ArrayList<>();
        List<Path> files = Stream.concat(config.data().data().stream(), config.data().allEvalData().stream())
                .toList();
        for (Path file : files) {
            try {
                for (Path one : DataPath.files(file)) {
                    data.add(Provenance.HashedFile.of(one, hashes));
                }
                DataPath.entry(file)
                        .ifPresent(entry -> data.add(new Provenance.HashedFile(entry.path(), entry.sha256())));
            } catch (IOException e) {
                throw new UserError("The data file %s could not be hashed: %s.".formatted(file, e.getMessage()), e);
            }
        }
        return data;
    }

    private static Optional<Provenance.HashedFile> reference(
            RunConfig config, RunInputs inputs, Provenance.HashedFile model) {
        if (config.objective() == Objective.SFT) {
            return Optional.empty();
        }
        return Optional.of(
                inputs.reference() == inputs.policy()
                        ? model
                        : new Provenance.HashedFile(
                                inputs.reference().path().toString(),
                                inputs.reference().sha256()));
    }
}
