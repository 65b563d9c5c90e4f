package org.dpoworkbench.engine.curve;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// All that curves say, in a form that can be compared.
public final class CurvesText {
    private CurvesText() {}

    public static Map<String, String> of(RunCurves curves) {
        Map<String, String> text = new TreeMap<>();
        curves.columns().forEach((metric, series) -> text.put("metric " + metric, of(series)));
        text.put("seconds", of(curves.seconds()));
        text.put("begun", curves.begun().toString());
        text.put("state", curves.state().name());
        text.put("total", Integer.toString(curves.totalSteps()));
        text.put("evaluations", curves.evaluations().toString());
        text.put("samples", curves.samples().toString());
        text.put("warnings", curves.warnings().toString());
        text.put("checkpoints", curves.checkpoints().toString());
        text.put("model", curves.finalModel().toString());
        text.put("failure", curves.failure().toString());
        text.values().removeIf(String::isEmpty); // a metric whose every point was taken back
        return text;
    }

    private static String of(Series series) {
        return IntStream.range(0, series.size())
                .mapToObj(i -> series.step(i) + "=" + series.value(i))
                .collect(Collectors.joining(" "));
    }
}
