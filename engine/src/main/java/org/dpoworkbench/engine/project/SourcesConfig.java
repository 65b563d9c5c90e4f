package org.dpoworkbench.engine.project;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.DataConfig;
import org.dpoworkbench.engine.config.EvalSet;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.problem.UserError;

/// Makes one run's data of a project's sources.
final class SourcesConfig {
    private SourcesConfig() {}

    static DataConfig of(ProjectSettings settings) {
        List<DataSource> sources = settings.data();
        List<Path> train = paths(sources, DataSource.Role.TRAIN, Optional.empty());
        if (train.isEmpty()) {
            throw new UserError("The project has no preference file to train on. Add one in the data tab, or make one "
                    + "of its files a training file.");
        }
        ProjectSettings.Split split = settings.splitInForce();
        DataConfig base = settings.defaultConfig().map(config -> config.data()).orElseGet(() -> DataConfig.of(train));
        return new DataConfig(
                train,
                paths(sources, DataSource.Role.HELD_OUT, Optional.empty()),
                sets(sources),
                columns(sources),
                same(
                        "prompt extraction",
                        sources,
                        source -> source.promptExtraction().orElse(PromptExtraction.AUTO),
                        PromptExtraction.AUTO),
                split.heldOut(),
                split.seed(),
                base.maxLength(),
                base.scoreUserTurns(),
                base.skipInvalid(),
                base.maxPairs(),
                base.chatTemplate(),
                base.truncationMode(),
                base.maxPromptLength(),
                settings.exclude());
    }

    private static List<EvalSet> sets(List<DataSource> sources) {
        return sources.stream()
                .flatMap(source -> source.set().stream())
                .distinct()
                .map(name -> new EvalSet(name, paths(sources, DataSource.Role.HELD_OUT, Optional.of(name))))
                .toList();
    }

    private static List<Path> paths(List<DataSource> sources, DataSource.Role role, Optional<String> set) {
        return sources.stream()
                .filter(source -> source.role() == role && source.set().equals(set))
                .map(DataSource::path)
                .toList();
    }

    /// Sources whose fields have the usual names are recognised, whether the names are written out or not.
    private static ColumnMapping columns(List<DataSource> sources) {
        Set<ColumnMapping> given =
                new LinkedHashSet<>(sources.stream().map(DataSource::columns).toList());
        return given.size() == 1
                ? given.iterator().next()
                : same("fields", sources, source -> unusual(source.columns()), ColumnMapping.RECOGNISED);
    }

    private static ColumnMapping unusual(ColumnMapping columns) {
        return columns.withPair(
                columns.prompt().filter(name -> !name.equals("prompt")),
                columns.chosen().filter(name -> !name.equals("chosen")),
                columns.rejected().filter(name -> !name.equals("rejected")));
    }

    private static <T> T same(String what, List<DataSource> sources, Function<DataSource, T> how, T otherwise) {
        Set<T> ways = new LinkedHashSet<>(sources.stream().map(how).toList());
        if (ways.size() > 1) {
            DataSource first = sources.getFirst();
            DataSource other = sources.stream()
                    .filter(source -> !how.apply(source).equals(how.apply(first)))
                    .findFirst()
                    .orElseThrow();
            throw new UserError(("%s and %s differ in their %s, and a run reads all its files in one way. Give both "
                            + "the same in the data tab, or take one of them out.")
                    .formatted(first.path(), other.path(), what));
        }
        return ways.isEmpty() ? otherwise : ways.iterator().next();
    }
}
