package org.dpoworkbench.app.present;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dpoworkbench.engine.config.RunConfig;

/// Labels by which a reader of a legend knows each run.
public final class RunLabels {
    private RunLabels() {}

    /// What a label is made of.
    ///
    /// @param label what the run is called where no other run is called the same
    /// @param config absent where the run has none that can be read
    public record Labelled(String id, String label, Optional<RunConfig> config) {}

    /// Labels that tell the runs apart, in their order: where two are the same the learning rate is added, then the
    /// seed, then the run's id.
    public static List<String> distinct(List<Labelled> runs) {
        List<String> labels = runs.stream().map(Labelled::label).toList();
        List<Function<Labelled, String>> additions = List.of(
                run -> run.config()
                        .map(config -> " lr " + Numbers.plain(config.optimizer().learningRate()))
                        .orElse(""),
                run -> run.config()
                        .map(config -> " seed " + config.batch().seed())
                        .orElse(""),
                run -> " " + run.id());
        for (Function<Labelled, String> addition : additions) {
            Set<String> repeated = repeated(labels);
            List<String> longer = new ArrayList<>(labels);
            for (int i = 0; i < runs.size(); i++) {
                if (repeated.contains(labels.get(i))) {
                    longer.set(i, labels.get(i) + addition.apply(runs.get(i)));
                }
            }
            labels = longer;
        }
        return List.copyOf(labels);
    }

    private static Set<String> repeated(List<String> labels) {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (String label : labels) {
            if (!seen.add(label)) {
                twice.add(label);
            }
        }
        return twice;
    }
}
