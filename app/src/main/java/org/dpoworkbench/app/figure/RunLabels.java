package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.present.RunLabels.Labelled;

/// Labels by which the legend tells the runs of a figure apart.
public final class RunLabels {
    private RunLabels() {}

    /// The runs with labels that tell them apart.
    public static List<FigureRun> distinct(List<FigureRun> runs) {
        List<String> labels = org.dpoworkbench.app.present.RunLabels.distinct(runs.stream()
                .map(run -> new Labelled(run.id(), run.label(), run.config()))
                .toList());
        List<FigureRun> result = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            result.add(runs.get(i).withLabel(labels.get(i)));
        }
        return result;
    }
}
