package org.dpoworkbench.engine.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.Problems;

/// What `project.yaml` holds. Paths are relative to the project's folder, or absolute.
///
/// @param name          what the project is called, for people
/// @param description   one line
/// @param reward        name of a reward that is known to be true, by which samples are judged
/// @param models        model folders
/// @param data          its preference files
/// @param defaultConfig what a new run starts from
public record ProjectSettings(
        String name,
        Optional<String> description,
        Optional<String> reward,
        List<Path> models,
        List<DataSource> data,
        Optional<RunConfig> defaultConfig) {
    public ProjectSettings {
        models = models == null ? List.of() : List.copyOf(models);
        data = data == null ? List.of() : List.copyOf(data);
        Problems.in("project")
                .check(name != null && !name.isBlank(), "name must not be empty")
                .throwIfAny();
    }

    /// A project without data yet.
    public static ProjectSettings named(String name) {
        return new ProjectSettings(name, Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    public ProjectSettings withData(List<DataSource> sources) {
        return new ProjectSettings(name, description, reward, models, sources, defaultConfig);
    }

    public ProjectSettings withDefaults(RunConfig config) {
        return new ProjectSettings(name, description, reward, models, data, Optional.of(config));
    }
}
