package org.dpoworkbench.engine.run;

import java.nio.file.Path;
import java.util.Locale;

/// The names of the files in a run's folder. See `docs/run-folder.md`.
///
/// @param path the run folder itself, absolute
public record RunFolder(Path path) {
    public RunFolder {
        path = path.toAbsolutePath().normalize();
    }

    /// The run's id: the folder's name.
    public String id() {
        return path.getFileName().toString();
    }

    /// The configuration, every setting written out: null or 0 where a choice is left to the program. What it chose is
    /// in [#data] (`max_length`) and [#provenance] (`threads`).
    public Path config() {
        return path.resolve("config.yaml");
    }

    /// What the run was begun with.
    public Path provenance() {
        return path.resolve("provenance.json");
    }

    /// What became of every record of the data files.
    public Path data() {
        return path.resolve("data.json");
    }

    /// The append-only record of the run: the truth.
    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    /// The worker's log.
    public Path log() {
        return path.resolve("log.txt");
    }

    public Path lease() {
        return path.resolve("lease");
    }

    public Path control() {
        return path.resolve("control");
    }

    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    public Path checkpoint(int step) {
        return checkpoints().resolve(String.format(Locale.ROOT, "step-%06d", step));
    }

    /// One row per pair of the main evaluation set, gzipped CSV.
    public Path pairs(int step) {
        return path.resolve(String.format(Locale.ROOT, "pairs-step-%06d.csv.gz", step));
    }

    /// The same for a named evaluation set.
    public Path pairs(int step, String set) {
        return path.resolve(String.format(Locale.ROOT, "pairs-step-%06d-%s.csv.gz", step, set));
    }

    /// One row per completion of the main evaluation set, where its data are no pairs, gzipped CSV.
    public Path completions(int step) {
        return path.resolve(String.format(Locale.ROOT, "completions-step-%06d.csv.gz", step));
    }

    /// The same for a named evaluation set.
    public Path completions(int step, String set) {
        return path.resolve(String.format(Locale.ROOT, "completions-step-%06d-%s.csv.gz", step, set));
    }

    /// The final model, in the layout that it was loaded from.
    public Path model() {
        return path.resolve("model");
    }
}
