package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.dpoworkbench.app.present.RunLook;

/// Looks by which a reader tells each run of a figure.
final class RunLooks {
    private RunLooks() {}

    /// The runs with a look each; a run whose look another one before it has gets the first free one.
    static List<FigureRun> distinct(List<FigureRun> runs) {
        Set<RunLook> taken = new HashSet<>();
        List<FigureRun> result = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            FigureRun run = runs.get(i);
            RunLook wanted = run.look().orElse(RunLook.of(i));
            RunLook look = taken.contains(wanted) ? free(taken, wanted) : wanted;
            taken.add(look);
            result.add(run.withLook(look));
        }
        return result;
    }

    private static RunLook free(Set<RunLook> taken, RunLook otherwise) {
        return IntStream.range(0, RunLook.COUNT * RunLook.Marker.values().length)
                .mapToObj(RunLook::of)
                .filter(look -> !taken.contains(look))
                .findFirst()
                .orElse(otherwise);
    }
}
