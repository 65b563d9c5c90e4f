package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;

/// What a run was made with: `provenance.json`, so that its numbers can be had again.
///
/// @param codeVersion version of this program
/// @param backend     what computed, and why it was chosen
/// @param threads     threads that computed
/// @param data        the files trained and evaluated on
/// @param model       the starting weights
/// @param reference   what the policy was held against, in words
/// @param commandLine as it was typed, where the run was started from the command line
public record Provenance(
        String codeVersion,
        Platform platform,
        String backend,
        int threads,
        List<HashedFile> data,
        HashedFile model,
        String reference,
        long seed,
        Optional<String> commandLine) {
    public Provenance {
        data = List.copyOf(data);
    }

    /// The machine and its Java.
    ///
    /// @param processors as many as the JVM sees
    public record Platform(String jvm, String os, String cpu, int processors, String host) {
        /// This machine's.
        public static Platform current() {
            return new Platform(
                    System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                    System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                            + System.getProperty("os.arch"),
                    Cpu.name(),
                    Runtime.getRuntime().availableProcessors(),
                    Host.name());
        }
    }

    /// A file, or all files of a folder taken together, and the hash of its content.
    public record HashedFile(String path, String sha256) {
        public static HashedFile of(Path file) throws IOException {
            return new HashedFile(file.toAbsolutePath().normalize().toString(), FileHash.sha256(file));
        }
    }

    public void write(RunFolder folder) {
        try {
            AtomicFile.write(folder.provenance(), RunJson.indented(this));
        } catch (IOException e) {
            throw new UserError("%s cannot be written: %s.".formatted(folder.provenance(), e.getMessage()), e);
        }
    }

    public static Provenance read(RunFolder folder) {
        try {
            return RunJson.parse(Files.readAllBytes(folder.provenance()), Provenance.class, folder.provenance());
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be read, so what the run was made with is unknown: %s."
                            .formatted(folder.provenance(), e.getMessage()),
                    e);
        }
    }
}
