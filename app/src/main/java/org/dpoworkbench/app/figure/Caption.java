package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.dpoworkbench.app.figure.Curve.Source;
import org.dpoworkbench.app.present.Numbers;

/// The text below a figure: enough to find the runs again and to read every mark.
final class Caption {
    private static final int HASH_DIGITS = 12;

    private Caption() {}

    static String of(Figure figure, FigureOptions options) {
        List<String> sentences = new ArrayList<>();
        sentences.add(figure.title() + ".");
        sentences.addAll(figure.notes());
        sentences.addAll(marks(figure, options));
        sentences.add(runs(figure.runs()));
        return String.join(" ", sentences);
    }

    private static List<String> marks(Figure figure, FigureOptions options) {
        List<String> marks = new ArrayList<>();
        if (has(figure, Source.TRAINING)) {
            int window = window(figure, options);
            marks.add(
                    window > 1
                            ? "Faint lines: every step's batch; strong lines: their centred mean over " + window
                                    + " steps."
                            : "Lines: every step's batch.");
        }
        if (has(figure, Source.HELD_OUT)) {
            marks.add("Markers: held-out data.");
        }
        if (has(figure, Source.SAMPLES)) {
            marks.add("Filled markers: samples of the policy.");
        }
        if (has(figure, Source.REFERENCE_SAMPLES)) {
            marks.add("Hollow markers: samples of the reference.");
        }
        if (figure.overSteps() && options.marked().isPresent()) {
            marks.add("The vertical line marks step " + options.marked().getAsInt() + ".");
        }
        return marks;
    }

    static boolean has(Figure figure, Source source) {
        return figure.curvePanels().stream()
                .flatMap(panel -> panel.curves().stream())
                .anyMatch(curve -> curve.source() == source);
    }

    /// The smoothing window of the whole figure, so that its curves compare: the one asked for, or that of the longest
    /// curve.
    static int window(Figure figure, FigureOptions options) {
        if (options.smoothing().isPresent()) {
            return options.smoothing().getAsInt() / 2 * 2 + 1;
        }
        return figure.curvePanels().stream()
                .flatMap(panel -> panel.curves().stream())
                .filter(curve -> curve.source() == Source.TRAINING)
                .mapToInt(curve -> Smoothing.windowFor(curve.points().size()))
                .max()
                .orElse(1);
    }

    /// Each run with the settings that its curves depend on most; data that all share is named once.
    private static String runs(List<FigureRun> runs) {
        boolean shared = runs.stream().map(Caption::data).distinct().count() == 1;
        String each = runs.stream()
                .map(run -> run.label() + " is run " + run.id() + inBrackets(facts(run, !shared)))
                .collect(Collectors.joining("; "));
        return shared ? each + "; " + data(runs.getFirst()) + "." : each + ".";
    }

    private static List<String> facts(FigureRun run, boolean withData) {
        List<String> facts = new ArrayList<>();
        run.config().ifPresent(config -> {
            facts.add("β " + Numbers.plain(config.loss().beta()));
            facts.add("learning rate " + Numbers.plain(config.optimizer().learningRate()));
        });
        if (withData) {
            facts.add(data(run));
        }
        return facts;
    }

    private static String inBrackets(List<String> facts) {
        return facts.isEmpty() ? "" : " (" + String.join(", ", facts) + ")";
    }

    private static String data(FigureRun run) {
        return run.dataHash()
                .map(hash -> "data sha-256 " + hash.substring(0, Math.min(HASH_DIGITS, hash.length())))
                .orElse("data hash not recorded");
    }
}
