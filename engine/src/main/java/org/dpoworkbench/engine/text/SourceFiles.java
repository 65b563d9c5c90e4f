package org.dpoworkbench.engine.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.data.PreferenceSource;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;

/// The data files of a run, parsed.
record SourceFiles(List<PreferenceSource> train, List<PreferenceSource> heldOut) {

    /// @throws UserError with every file that cannot be read or holds nothing
    static SourceFiles read(
            List<Path> train,
            List<Path> heldOut,
            RecordKind kind,
            ColumnMapping columns,
            TextModel model,
            Progress progress) {
        int total = train.size() + heldOut.size();
        List<String> problems = new ArrayList<>();
        List<PreferenceSource> sources = new ArrayList<>();
        for (Path file : Stream.concat(train.stream(), heldOut.stream()).toList()) {
            progress.at("Reading data files", sources.size(), total);
            try {
                PreferenceSource source = PreferenceSource.read(
                        file, kind, columns, model.limits().vocabularySize());
                if (source.rows() == 0) {
                    problems.add(file + " is empty: it holds no records.");
                }
                sources.add(source);
            } catch (UserError e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new SourceFiles(sources.subList(0, train.size()), sources.subList(train.size(), total));
    }

    List<RecordProblem> refused() {
        return all().flatMap(source -> source.refused().stream()).toList();
    }

    long records() {
        return all().mapToLong(source -> source.size()).sum();
    }

    private Stream<PreferenceSource> all() {
        return Stream.concat(train.stream(), heldOut.stream());
    }
}
