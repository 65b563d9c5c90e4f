package org.dpoworkbench.app.window.model.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.FileTree;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.RunFolder;

/// Deleted runs, in the project's folder `trash`, until it is emptied. Everything here waits for files.
///
/// A run goes in and out by a rename, so that it is whole in one place or the other.
public final class RunTrash {
    private final Path folder;

    /// @param project the project's folder
    public RunTrash(Path project) {
        folder = project.resolve("trash");
    }

    /// A run that was thrown away.
    ///
    /// @param trashed where it lies now
    public record Thrown(RunFolder run, Path trashed) {}

    /// Puts runs into the trash. Where one cannot go, those before it have gone.
    ///
    /// @throws UserError where a worker has a run in hand, or a folder cannot be moved
    public List<Thrown> put(List<RunFolder> runs) {
        runs.forEach(Lease::requireFree);
        List<Thrown> thrown = new ArrayList<>();
        for (RunFolder run : runs) {
            thrown.add(new Thrown(run, move(run.path(), free(run.id()))));
        }
        return thrown;
    }

    /// Takes runs back to where they were.
    ///
    /// @throws UserError where that place is taken, or the trash has been emptied
    public void restore(List<Thrown> thrown) {
        for (Thrown one : thrown) {
            if (Files.exists(one.run().path())) {
                throw new UserError(one.run().path() + " exists again, so " + one.trashed()
                        + " cannot go back there. Rename one of them.");
            }
            move(one.trashed(), one.run().path());
        }
    }

    /// Runs in the trash.
    public int count() {
        return runs().size();
    }

    /// Bytes that emptying would free.
    public long bytes() {
        return FolderSize.of(folder);
    }

    /// Deletes what is in the trash, for good.
    public void empty() {
        for (Path run : runs()) {
            try {
                FileTree.delete(run);
            } catch (IOException e) {
                throw new UserError(run + " cannot be deleted: " + e.getMessage() + ". Is a file of it in use?", e);
            }
        }
    }

    private List<Path> runs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.sorted().toList();
        } catch (IOException e) {
            throw new UserError(folder + " cannot be listed: " + e.getMessage() + ".", e);
        }
    }

    /// A name in the trash that no run has.
    private Path free(String id) {
        Path wanted = folder.resolve(id);
        for (int more = 2; Files.exists(wanted); more++) {
            wanted = folder.resolve(id + "-" + more);
        }
        return wanted;
    }

    private static Path move(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            return Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be moved to %s: %s. Is a file of it in use, or the folder read-only?"
                            .formatted(from, to, e),
                    e);
        }
    }
}
