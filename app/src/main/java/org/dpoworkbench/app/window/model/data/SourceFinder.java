package org.dpoworkbench.app.window.model.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.data.DataPath;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.FileHash;
import org.dpoworkbench.ui.Messages;

/// Makes sources of files and folders that a user names.
final class SourceFinder {
    private static final Pattern PREFERENCES =
            Pattern.compile(".*\\.(jsonl?|ndjson|csv|tsv|parquet)(\\.(gz|zstd?))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HELD_OUT =
            Pattern.compile("(^|[^a-z])(test|eval|valid|validation|dev|heldout)([^a-z]|$)");
    private static final int DEPTH = 3;

    /// A folder with more files is one source.
    private static final int MOST_FILES = 8;

    private SourceFinder() {}

    /// Files as they are, folders with the preference files in them, patterns such as `data/*.jsonl` as one source.
    ///
    /// @throws UserError where there is none, or one cannot be read
    static List<DataSource> find(Project project, List<Path> given, Progress progress) {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (!Files.exists(path)) {
                requireFiles(path);
            }
            files.addAll(Files.isDirectory(path) ? ofFolder(path) : List.of(path));
        }
        List<DataSource> sources = new ArrayList<>();
        for (Path file : files) {
            progress.at(Messages.text("data.phase.checking", file.getFileName()), sources.size(), files.size());
            sources.add(new DataSource(
                    inProject(project, file),
                    role(file),
                    Optional.empty(),
                    ColumnMapping.RECOGNISED,
                    Optional.empty(),
                    hash(file)));
        }
        return sources;
    }

    /// The data sets that its `dataset_info.json` describes, else what [#whole] or [#inFolder] say.
    private static List<Path> ofFolder(Path folder) {
        List<Path> described = DataPath.dataSets(folder);
        return described.isEmpty() ? whole(folder).orElseGet(() -> inFolder(folder)) : described;
    }

    /// The folder itself, where it holds so many files of one kind that they are a data set in parts; else nothing.
    private static Optional<List<Path>> whole(Path folder) {
        try {
            return DataPath.files(folder).size() > MOST_FILES ? Optional.of(List.of(folder)) : Optional.empty();
        } catch (UserError _) {
            // Several kinds or splits: each file is a source of its own.
            return Optional.empty();
        }
    }

    private static void requireFiles(Path pattern) {
        if (DataPath.files(pattern).equals(List.of(pattern))) {
            throw new UserError(pattern + " does not exist. Is the path right?");
        }
    }

    private static List<Path> inFolder(Path folder) {
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            List<Path> found = all.filter(Files::isRegularFile)
                    .filter(file ->
                            PREFERENCES.matcher(file.getFileName().toString()).matches())
                    .filter(file -> !DataPath.isDescription(file))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new UserError(
                        folder + " holds no preference files. They are JSON, JSON Lines, CSV, TSV or Parquet, named"
                                + " .json, .jsonl, .ndjson, .csv, .tsv or .parquet, also with .gz or .zst.");
            }
            return found;
        } catch (IOException | UncheckedIOException e) { // unchecked: a folder below that may not be looked into
            throw new UserError("%s cannot be listed: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    /// Relative inside the project, so that the project can be moved.
    static Path inProject(Project project, Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(project.folder()) ? project.folder().relativize(absolute) : absolute;
    }

    static DataSource.Role role(Path file) {
        return HELD_OUT.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT))
                        .find()
                ? DataSource.Role.HELD_OUT
                : DataSource.Role.TRAIN;
    }

    /// Of a file; what stands for several files has none.
    static Optional<String> hash(Path file) {
        if (!DataPath.files(file).equals(List.of(file))) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileHash.sha256(file));
        } catch (IOException e) {
            throw new UserError("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
