package org.dpoworkbench.app.window.model.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.run.RunFolder;

/// The weights that a run keeps in its folder. Only this program's own checkpoints are counted and deleted, and no
/// path or link is followed out of the folder. Everything here waits for files.
final class CheckpointFolders {
    private static final Pattern NAME = Pattern.compile("step-(\\d{1,9})");

    private CheckpointFolders() {}

    /// Weights on disk.
    ///
    /// @param step empty: the final model
    record Stored(Optional<Integer> step, Path path, long bytes) {}

    /// The run's checkpoints, the oldest first, and its final model.
    static List<Stored> of(RunFolder run) {
        Stream<Stored> model = Files.isDirectory(run.model(), LinkOption.NOFOLLOW_LINKS)
                ? Stream.of(new Stored(Optional.empty(), run.model(), FolderSize.of(run.model())))
                : Stream.empty();
        return Stream.concat(checkpoints(run).stream(), model).toList();
    }

    private static List<Stored> checkpoints(RunFolder run) {
        if (!Files.isDirectory(run.checkpoints())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(run.checkpoints())) {
            return folders.filter(folder -> isInside(run, folder))
                    .flatMap(folder -> step(folder).stream()
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

    /// Those that the journal names and that [#of] leaves out: a trainer's, which have other names, and what lies
    /// outside of the run's folder.
    static List<String> elsewhere(RunFolder run, List<Event.Checkpoint> recorded) {
        return recorded.stream()
                .map(Event.Checkpoint::path)
                .filter(name -> !isOwn(run, name))
                .toList();
    }

    private static boolean isOwn(RunFolder run, String name) {
        Path folder = run.path().resolve(name);
        return run.checkpoints().equals(folder.getParent())
                && step(folder).isPresent()
                && (Files.notExists(folder) || isInside(run, folder));
    }

    /// Whether this folder is what it is called, however many links lead there.
    private static boolean isInside(RunFolder run, Path checkpoint) {
        try {
            Path place = run.path()
                    .toRealPath()
                    .resolve(run.checkpoints().getFileName())
                    .resolve(checkpoint.getFileName());
            return checkpoint.toRealPath().equals(place);
        } catch (IOException e) {
            return false; // gone, or not to be looked at
        }
    }

    /// Deletes a checkpoint, for good. It loses its name first, so that it is never half there under it; a leftover of
    /// a deletion that was cut short goes with the worker's next checkpoint.
    ///
    /// @throws UserError where it lies outside of the run's folder, which is left as it is
    static void delete(RunFolder run, Path checkpoint) {
        if (!isInside(run, checkpoint)) {
            throw new UserError(("%s is not deleted: it is not in %s, where this run's checkpoints are, or a link leads"
                            + " out of there. Delete it by hand if nothing else needs it.")
                    .formatted(checkpoint, run.checkpoints()));
        }
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
