package org.dpoworkbench.app.window.model.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.run.RunFolder;

/// The weights that a run keeps on disk. Everything here waits for files.
final class CheckpointFolders {
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,9})");

    private CheckpointFolders() {}

    /// Weights on disk.
    ///
    /// @param step empty: the final model
    record Stored(Optional<Integer> step, Path path, long bytes) {}

    /// The run's checkpoints, the oldest first, and its final model.
    static List<Stored> of(RunFolder run) {
        Stream<Stored> model = Files.isDirectory(run.model())
                ? Stream.of(new Stored(Optional.empty(), run.model(), FolderSize.of(run.model())))
                : Stream.empty();
        return Stream.concat(checkpoints(run).stream(), model).toList();
    }

    private static List<Stored> checkpoints(RunFolder run) {
        if (!Files.isDirectory(run.checkpoints())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(run.checkpoints())) {
            return folders.flatMap(folder -> step(folder).stream()
                            .map(step -> new Stored(Optional.of(step), folder, FolderSize.of(folder))))
                    .sorted(Comparator.comparingInt(stored -> stored.step().orElseThrow()))
                    .toList();
        } catch (IOException e) {
            throw new UserError(run.checkpoints() + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    private static Optional<Integer> step(Path folder) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        return name.matches() ? Optional.of(Integer.parseInt(name.group(1))) : Optional.empty();
    }

    /// Deletes a checkpoint, for good. It loses its name first, so that it is never half there under it; a leftover of
    /// a deletion that was cut short goes with the worker's next checkpoint.
    static void delete(Path checkpoint) {
        Path unnamed = checkpoint.resolveSibling("." + checkpoint.getFileName() + ".part");
        try {
            FileTree.delete(unnamed);
            Files.move(checkpoint, unnamed, StandardCopyOption.ATOMIC_MOVE);
            FileTree.delete(unnamed);
        } catch (IOException e) {
            throw new UserError(checkpoint + " cannot be deleted: " + e.getMessage() + ". Is a file of it in use?", e);
        }
    }
}
