package org.dpoworkbench.app.window.model.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;

/// A project of the sample's model and no data.
public final class SmallProject {
    private SmallProject() {}

    public static Project in(Path folder) throws IOException {
        Path sample = Path.of(
                System.getProperty("project.root"), "sample-projects", "controlled-sentiment", "models", "reviewer");
        return Project.create(folder, ProjectSettings.named("small").withModels(List.of(sample)));
    }

    /// Six pairs of three prompts, the last of them twice with its label either way.
    public static Path pairs(Path file) throws IOException {
        return Files.writeString(file, """
                {"prompt":"It was","chosen":" a long and splendid evening","rejected":" bad"}
                {"prompt":"It was","chosen":" fine","rejected":" not fine at all"}
                {"prompt":"We saw","chosen":" a good film","rejected":" a bad film"}
                {"prompt":"We saw","chosen":" stars","rejected":" clouds"}
                {"prompt":"The end","chosen":" came","rejected":" went"}
                {"prompt":"The end","chosen":" went","rejected":" came"}
                """);
    }
}
