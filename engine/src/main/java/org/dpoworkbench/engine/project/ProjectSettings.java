package org.dpoworkbench.engine.project;

import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.Problems;

/// What `project.yaml` holds.
///
/// @param name     what the project is called, for people
/// @param data     its preference files
/// @param defaults what a new run starts from; paths are relative to the project's folder, or absolute
public record ProjectSettings(String name, List<DataSource> data, Optional<RunConfig> defaults) {
    public ProjectSettings {
        data = List.copyOf(data);
        Problems.in("project").check(!name.isBlank(), "name must not be empty").throwIfAny();
    }

    /// A project without data yet.
    public static ProjectSettings named(String name) {
        return new ProjectSettings(name, List.of(), Optional.empty());
    }

    public ProjectSettings withData(List<DataSource> sources) {
        return new ProjectSettings(name, sources, defaults);
    }

    public ProjectSettings withDefaults(RunConfig config) {
        return new ProjectSettings(name, data, Optional.of(config));
    }
}
