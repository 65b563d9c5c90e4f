package org.dpoworkbench.engine.project;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;

/// A project's folder: preference files, models, runs, and what is derived from them. See `docs/run-folder.md`.
///
/// @param folder   absolute
/// @param settings what `project.yaml` says
public record Project(Path folder, ProjectSettings settings) {
    private static final String FILE = "project.yaml";

    public Project {
        folder = folder.toAbsolutePath().normalize();
    }

    /// Makes a project of a new or an empty folder, or of one that is none yet; files in it are left alone.
    ///
    /// @throws UserError where the folder is a project already or cannot be written
    public static Project create(Path folder, ProjectSettings settings) {
        var project = new Project(folder, settings);
        if (Files.exists(project.file())) {
            throw new UserError(project.folder + " is a project already. Open it, or choose another folder.");
        }
        try {
            for (Path part : List.of(project.preferences(), project.models(), project.runs())) {
                Files.createDirectories(part);
            }
        } catch (IOException e) {
            throw new UserError(
                    "The project folder %s cannot be made: %s.".formatted(project.folder, e.getMessage()), e);
        }
        return project.save(settings);
    }

    /// Opens the project in exactly this folder.
    ///
    /// @throws UserError where it is none, or its file is damaged
    public static Project open(Path folder) {
        Path absolute = folder.toAbsolutePath().normalize();
        return new Project(absolute, ProjectFile.read(absolute.resolve(FILE)));
    }

    /// The project that `start` lies in: its own folder or the nearest one above it that has a `project.yaml`.
    ///
    /// @throws UserError where its file is damaged
    public static Optional<Project> containing(Path start) {
        return folderContaining(start).map(Project::open);
    }

    /// The folder of the project that `start` lies in, be its file whole or damaged.
    public static Optional<Path> folderContaining(Path start) {
        return Stream.iterate(start.toAbsolutePath().normalize(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve(FILE)))
                .findFirst();
    }

    /// This project with other settings, written to its file.
    public Project save(ProjectSettings changed) {
        ProjectFile.write(changed, file());
        return new Project(folder, changed);
    }

    public Path file() {
        return folder.resolve(FILE);
    }

    public Path preferences() {
        return folder.resolve("preferences");
    }

    public Path models() {
        return folder.resolve("models");
    }

    /// Derived files that may be deleted at any time.
    public Path cache() {
        return folder.resolve("cache");
    }

    public Path runs() {
        return folder.resolve("runs");
    }

    /// The run log's database, an index of [#runs] that may be deleted at any time.
    public Path runLog() {
        return folder.resolve("runlog.mv.db");
    }

    /// A path of `project.yaml`, made absolute.
    public Path resolve(Path path) {
        return folder.resolve(path).normalize();
    }

    /// Makes an empty folder under [#runs], named by the time and what the run is about, that no other run has.
    public RunFolder newRun(RunConfig config) {
        String name = RunName.of(LocalDateTime.now(ZoneId.systemDefault()), config);
        try {
            Files.createDirectories(runs());
            for (int attempt = 1; ; attempt++) {
                Path run = runs().resolve(attempt == 1 ? name : name + "-" + attempt);
                try {
                    return new RunFolder(Files.createDirectory(run));
                } catch (FileAlreadyExistsException e) {
                    // begun in the same second: the next name
                }
            }
        } catch (IOException e) {
            throw new UserError("A run folder cannot be made in %s: %s.".formatted(runs(), e.getMessage()), e);
        }
    }

    /// The project's runs, the oldest first: every folder under [#runs] that holds a configuration or a journal.
    public List<RunFolder> runFolders() {
        if (!Files.isDirectory(runs())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs())) {
            return folders.sorted()
                    .map(RunFolder::new)
                    .filter(run -> Files.exists(run.config()) || Files.exists(run.journal()))
                    .toList();
        } catch (IOException e) {
            throw new UserError("%s cannot be listed: %s.".formatted(runs(), e.getMessage()), e);
        }
    }
}
