package org.dpoworkbench.engine.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.Problems;
import org.dpoworkbench.engine.problem.UserError;

/// What `project.yaml` holds. Paths are relative to the project's folder, or absolute.
///
/// @param name          what the project is called, for people
/// @param description   one line
/// @param reward        name of a reward that is known to be true, by which samples are judged
/// @param models        model folders
/// @param data          its preference files
/// @param defaultConfig what a new run starts from
/// @param split         what is held out of the training files; absent: as the default configuration has it
/// @param exclude       ids of pairs that no run is to use
public record ProjectSettings(
        String name,
        Optional<String> description,
        Optional<String> reward,
        List<Path> models,
        List<DataSource> data,
        Optional<RunConfig> defaultConfig,
        Optional<Split> split,
        List<String> exclude) {
    private static final Split NOTHING_HELD_OUT = new Split(0, 42);

    /// What is held out of the training files, by prompt.
    ///
    /// @param heldOut pairs: a share below 1, else a count; 0: none
    public record Split(double heldOut, long seed) {
        public Split {
            Problems.in("split")
                    .check(
                            heldOut >= 0 && Double.isFinite(heldOut),
                            "held_out must be a share below 1 or a count, is %s",
                            heldOut)
                    .throwIfAny();
        }
    }

    public ProjectSettings {
        models = models == null ? List.of() : List.copyOf(models);
        data = data == null ? List.of() : List.copyOf(data);
        split = split == null ? Optional.empty() : split;
        exclude = exclude == null ? List.of() : List.copyOf(exclude);
        Problems.in("project")
                .check(name != null && !name.isBlank(), "name must not be empty")
                .throwIfAny();
    }

    /// A project without data yet.
    public static ProjectSettings named(String name) {
        return new ProjectSettings(
                name,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public ProjectSettings withData(List<DataSource> sources) {
        return new ProjectSettings(name, description, reward, models, sources, defaultConfig, split, exclude);
    }

    public ProjectSettings withDefaults(RunConfig config) {
        return new ProjectSettings(name, description, reward, models, data, Optional.of(config), split, exclude);
    }

    /// The same with these pairs left out, and no others.
    public ProjectSettings withExclude(List<String> ids) {
        return new ProjectSettings(name, description, reward, models, data, defaultConfig, split, ids);
    }

    /// @param other absent: as the default configuration has it
    public ProjectSettings withSplit(Optional<Split> other) {
        return new ProjectSettings(name, description, reward, models, data, defaultConfig, other, exclude);
    }

    public ProjectSettings withModels(List<Path> folders) {
        return new ProjectSettings(name, description, reward, folders, data, defaultConfig, split, exclude);
    }

    /// What is held out in a new run.
    public Split splitInForce() {
        return split.or(() -> defaultConfig.map(config ->
                        new Split(config.data().heldOut(), config.data().splitSeed())))
                .orElse(NOTHING_HELD_OUT);
    }

    /// The data of a new run: the project's sources, split and exclusions, and otherwise the default
    /// configuration's. Paths are as the sources have them.
    ///
    /// @throws UserError where no source is to train on, or two are to be read differently, which a run cannot
    public DataConfig dataConfig() {
        return SourcesConfig.of(this);
    }
}
