package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.dpoworkbench.app.present.Numbers;

/// Labels by which a reader of a legend knows each run.
public final class RunLabels {
    private RunLabels() {}

    /// The runs with labels that tell them apart: where badges are the same the learning rate is added, then the seed,
    /// then the run's id.
    public static List<FigureRun> distinct(List<FigureRun> runs) {
        List<FigureRun> result = runs;
        List<Function<FigureRun, String>> additions = List.of(
                run -> run.config()
                        .map(c -> " lr " + Numbers.plain(c.optimizer().learningRate()))
                        .orElse(""),
                run -> run.config().map(c -> " seed " + c.batch().seed()).orElse(""),
                run -> " " + run.id());
        for (Function<FigureRun, String> addition : additions) {
            Set<String> repeated = repeated(result);
            result = result.stream()
                    .map(run -> repeated.contains(run.label()) ? run.withLabel(run.label() + addition.apply(run)) : run)
                    .toList();
        }
        return result;
    }

    private static Set<String> repeated(List<FigureRun> runs) {
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (FigureRun run : runs) {
            if (!seen.add(run.label())) {
                twice.add(run.label());
            }
        }
        return Set.copyOf(twice);
    }
}
