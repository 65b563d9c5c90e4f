package org.dpoworkbench.app.window.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.RunFolder;

/// Reads a project folder: its name and its runs. Not safe for several threads.
final class ProjectReader {
    private final Path folder;
    private final RunReader runs;

    ProjectReader(Path folder, RunSource source) {
        this.folder = folder.toAbsolutePath().normalize();
        this.runs = new RunReader(source);
    }

    /// @throws UserError where the folder is missing or its `project.yaml` is damaged
    ProjectContent read() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new UserError(folder + " is no folder, so there is no project to show. Is the path right?");
        }
        Project project = project();
        List<RunSummary> summaries = new ArrayList<>();
        for (RunFolder run : project.runFolders().reversed()) {
            // A worker writes its configuration first: without one this is no run, or not yet.
            if (Files.exists(run.config())) {
                summaries.add(runs.read(run));
            }
        }
        return new ProjectContent(project.settings().name(), summaries);
    }

    /// A folder that is no project yet goes by its own name.
    private Project project() {
        Path name = folder.getFileName();
        Project unnamed =
                new Project(folder, ProjectSettings.named(name == null ? folder.toString() : name.toString()));
        return Files.exists(unnamed.file()) ? Project.open(folder) : unnamed;
    }
}
