package org.dpoworkbench.engine.text;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.DataConfig;

/// Something for each file of an evaluation set.
///
/// @param set the set's name; absent: the main set
record EvaluationFiles<T>(Optional<String> set, List<T> files) {
    EvaluationFiles {
        files = EvaluationSet.asItIs(files);
    }

    /// The main set, empty.
    static <T> List<EvaluationFiles<T>> none() {
        return List.of(new EvaluationFiles<>(Optional.empty(), List.of()));
    }

    /// The main set, which may be empty, then the named ones.
    ///
    /// @param files one for each of [DataConfig#allEvalData]
    static <T> List<EvaluationFiles<T>> of(DataConfig config, List<T> files) {
        int main = config.evalData().size();
        Stream.Builder<EvaluationFiles<T>> sets = Stream.builder();
        sets.add(new EvaluationFiles<>(Optional.empty(), files.subList(0, main)));
        int from = main;
        for (var set : config.evalSets()) {
            int to = from + set.files().size();
            sets.add(new EvaluationFiles<>(Optional.of(set.name()), files.subList(from, to)));
            from = to;
        }
        return sets.build().toList();
    }
}
