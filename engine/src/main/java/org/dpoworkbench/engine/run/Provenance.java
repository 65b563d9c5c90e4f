package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.problem.UserError;

/// What a run was begun with: `provenance.json`, so that its numbers can be had again. A resumed run keeps it.
///
/// @param codeVersion      version of this program
/// @param backend          what computed, and why it was chosen
/// @param threads          threads that computed, counted out where the configuration leaves it to the program
/// @param microBatchTokens tokens of the largest micro-batch, where the device's memory allowed fewer than the
///                         configuration; a resumed run takes as many
/// @param data             the files trained on, then those evaluated on
/// @param model            the starting weights
/// @param adapter          the adapter over the starting weights that the run goes on with, where it does
/// @param reference        the frozen weights that the policy is held against, the starting ones where no others
///                         are named; absent in supervised fine-tuning
/// @param commandLine      as it was typed, where the run was started from the command line
public record Provenance(
        String codeVersion,
        Platform platform,
        String backend,
        int threads,
        Optional<Integer> microBatchTokens,
        List<HashedFile> data,
        HashedFile model,
        Optional<HashedFile> adapter,
        Optional<HashedFile> reference,
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

        /// The same for a file that may be large.
        public static HashedFile of(Path file, HashMemory hashes) throws IOException {
            return new HashedFile(file.toAbsolutePath().normalize().toString(), hashes.sha256(file));
        }

        private Optional<String> changeSince(HashedFile earlier, String what) {
            return sha256.equals(earlier.sha256)
                    ? Optional.empty()
                    : Optional.of("%s %s has changed: its SHA-256 was %s and is %s."
                            .formatted(what, path, earlier.sha256, sha256));
        }
    }

    public void write(RunFolder folder) {
        RunJson.write(folder.provenance(), this);
    }

    /// The inputs whose content is another than when `earlier` was written, a sentence each. Files are held against
    /// each other by their place, so that a run that was moved with its data goes on.
    public List<String> changesSince(Provenance earlier) {
        List<String> changes = new ArrayList<>();
        if (data.size() != earlier.data.size()) {
            changes.add("There were %d data files and are %d.".formatted(earlier.data.size(), data.size()));
            changes.addAll(comeAndGone(earlier));
        } else {
            for (int i = 0; i < data.size(); i++) {
                data.get(i).changeSince(earlier.data.get(i), "data").ifPresent(changes::add);
            }
        }
        model.changeSince(earlier.model, "model").ifPresent(changes::add);
        compare(adapter, earlier.adapter, "adapter", changes);
        compare(reference, earlier.reference, "reference", changes);
        return changes;
    }

    /// Which files came and went; nothing where all of them stand elsewhere now.
    private List<String> comeAndGone(Provenance earlier) {
        Set<String> before = paths(earlier);
        Set<String> now = paths(this);
        if (Collections.disjoint(before, now)) {
            return List.of();
        }
        List<String> changes = new ArrayList<>();
        now.stream().filter(path -> !before.contains(path)).forEach(path -> changes.add("data " + path + " is new."));
        before.stream().filter(path -> !now.contains(path)).forEach(path -> changes.add("data " + path + " is gone."));
        return changes;
    }

    private static Set<String> paths(Provenance of) {
        return of.data.stream().map(HashedFile::path).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void compare(
            Optional<HashedFile> now, Optional<HashedFile> earlier, String what, List<String> changes) {
        if (now.isPresent() != earlier.isPresent()) {
            changes.add("A" + (what.startsWith("a") ? "n " : " ") + what + " is " + (now.isPresent() ? "new" : "gone")
                    + ".");
        } else if (now.isPresent()) {
            now.get().changeSince(earlier.orElseThrow(), what).ifPresent(changes::add);
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
