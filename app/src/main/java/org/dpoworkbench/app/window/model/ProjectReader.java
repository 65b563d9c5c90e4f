package org.dpoworkbench.app.window.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Reads a project folder: its name and its runs. Not safe for several threads.
final class ProjectReader {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final Path project;
    private final RunReader runs;

    ProjectReader(Path project, RunSource source) {
        this.project = project.toAbsolutePath().normalize();
        this.runs = new RunReader(source);
    }

    /// @throws UserError where the folder is missing or its `project.yaml` is no YAML
    ProjectContent read() throws IOException {
        if (!Files.isDirectory(project)) {
            throw new UserError(project + " is no folder, so there is no project to show. Is the path right?");
        }
        List<RunSummary> summaries = new ArrayList<>();
        for (RunFolder folder : runFolders()) {
            summaries.add(runs.read(folder));
        }
        return new ProjectContent(name(), summaries);
    }

    /// What `project.yaml` says, or else the folder's own name.
    private String name() throws IOException {
        Path file = project.resolve("project.yaml");
        Path folder = project.getFileName();
        String fallback = folder == null ? project.toString() : folder.toString();
        if (!Files.exists(file)) {
            return fallback;
        }
        try {
            JsonNode name = YAML.readTree(Files.readString(file)).path("name");
            return name.isString() && !name.stringValue().isBlank() ? name.stringValue() : fallback;
        } catch (JacksonException e) {
            throw new UserError(
                    file + " is no YAML: " + e.getOriginalMessage() + " at "
                            + e.getLocation().offsetDescription()
                            + ". Mend it, or delete it to go by the folder's name.",
                    e);
        }
    }

    /// The newest first, as run ids begin with their date. A folder without configuration is none, or not yet.
    private List<RunFolder> runFolders() throws IOException {
        Path folder = project.resolve("runs");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(RunFolder::new)
                    .filter(run -> Files.exists(run.config()))
                    .sorted(Comparator.comparing(RunFolder::id).reversed())
                    .toList();
        }
    }
}
