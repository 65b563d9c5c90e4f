package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;

/// Tells what a path holds that another program has recorded.
public final class GuestRuns {
    /// How deep event files are looked for: the Trainer puts them into `runs/DATE_HOST` of its output
    /// folder.
    private static final int DEPTH = 4;

    private static final String READABLE = "What can be read: a trainer's output folder with " + TrainerFolder.STATE
            + " in it or in its checkpoints, TensorBoard event files or their folder, and tables (CSV) with a column"
            + " \"step\".";
    private static final List<String> TABLES = List.of(".csv", ".tsv", ".txt");

    private GuestRuns() {}

    /// Opens the run in this file or folder and reads it once.
    ///
    /// @throws UserError where the path is none, holds no run that can be read, or several
    public static GuestReader open(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            GuestReader reader = Files.isDirectory(absolute) ? folder(absolute) : file(absolute);
            var _ = reader.curves();
            return reader;
        } catch (IOException e) {
            throw GuestFiles.unreadable(absolute, e);
        }
    }

    /// Whether the name does not speak against a run: a folder, or a file of a kind that is read. Cheap.
    public static boolean mayBe(Path path) {
        return Files.isDirectory(path) || isNamedLikeARun(path);
    }

    /// Whether there is something of a kind that is read, so that [#open] is the one to tell what is wrong with
    /// it. Looks into folders.
    public static boolean isRecognised(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(absolute)) {
            return Files.exists(absolute) && isNamedLikeARun(absolute);
        }
        try {
            return isOurs(absolute)
                    || TrainerFolder.isIn(absolute)
                    || !withEventFiles(absolute).isEmpty();
        } catch (IOException e) {
            throw GuestFiles.unreadable(absolute, e);
        }
    }

    private static boolean isNamedLikeARun(Path file) {
        return isState(file) || EventFiles.isNamedSo(file) || isTable(file);
    }

    private static boolean isState(Path file) {
        return file.endsWith(TrainerFolder.STATE);
    }

    private static boolean isTable(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return TABLES.stream().anyMatch(name::endsWith);
    }

    private static GuestReader folder(Path folder) throws IOException {
        requireForeign(folder);
        if (TrainerFolder.isIn(folder)) {
            return new TrainerFolder(folder);
        }
        List<Path> places = withEventFiles(folder);
        if (places.size() > 1) {
            throw new UserError("%s holds TensorBoard event files of several runs. Open one of: %s."
                    .formatted(folder, places.stream().map(Path::toString).collect(Collectors.joining(", "))));
        }
        if (places.isEmpty()) {
            throw new UserError(folder + " holds no run that can be read. " + READABLE);
        }
        return new EventFiles(folder, places.getFirst());
    }

    private static GuestReader file(Path file) {
        if (!Files.exists(file)) {
            throw new UserError(file + " does not exist. Is the path right?");
        }
        if (isState(file)) {
            return new TrainerFolder(file.getParent());
        }
        if (EventFiles.isNamedSo(file)) {
            return new EventFiles(file, file);
        }
        if (isTable(file)) {
            return new CsvFile(file);
        }
        throw new UserError(file + " is no record of a run. " + READABLE);
    }

    private static void requireForeign(Path folder) {
        if (isOurs(folder)) {
            throw new UserError(folder + " is a run of this program. It is listed where it lies in a project's runs/;"
                    + " open that project, or move the folder there.");
        }
    }

    private static boolean isOurs(Path folder) {
        var run = new RunFolder(folder);
        return Files.exists(run.journal()) && Files.exists(run.config());
    }

    /// The folders below that hold event files; those that may not be looked into are passed over.
    private static List<Path> withEventFiles(Path folder) throws IOException {
        var found = new TreeSet<Path>();
        Files.walkFileTree(folder, Set.of(), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && EventFiles.isNamedSo(file)) {
                    found.add(file.getParent());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(found);
    }
}
