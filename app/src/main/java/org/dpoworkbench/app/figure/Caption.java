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

    static String of(Figure figure) {
        List<String> sentences = new ArrayList<>();
        sentences.add(figure.title() + ".");
        sentences.addAll(figure.notes());
        sentences.addAll(marks(figure));
        sentences.add(runs(figure.runs()));
        return String.join(" ", sentences);
    }

    private static List<String> marks(Figure figure) {
        List<String> marks = new ArrayList<>();
        if (has(figure, Source.TRAINING)) {
            int window = window(figure);
            marks.add(
                    window > 1
                            ? "Faint lines: every step's pairs; strong lines: their centred mean over " + window
                                    + " steps."
                            : "Lines: every step's pairs.");
        }
        if (has(figure, Source.HELD_OUT)) {
            marks.add("Markers: held-out pairs.");
        }
        if (has(figure, Source.SAMPLES)) {
            marks.add("Filled markers: samples of the policy.");
        }
        if (has(figure, Source.REFERENCE_SAMPLES)) {
            marks.add("Hollow markers: samples of the reference.");
        }
        return marks;
    }

    static boolean has(Figure figure, Source source) {
        return figure.panels().stream()
                .flatMap(panel -> panel.curves().stream())
                .anyMatch(curve -> curve.source() == source);
    }

    /// The smoothing window of the whole figure, so that its curves compare: that of the longest one.
    static int window(Figure figure) {
        return figure.panels().stream()
                .flatMap(panel -> panel.curves().stream())
                .filter(curve -> curve.source() == Source.TRAINING)
                .mapToInt(curve -> Smoothing.windowFor(curve.dots().size()))
                .max()
                .orElse(1);
    }

    /// Each run with the settings that its curves depend on most; data that all share is named once.
    private static String runs(List<FigureRun> runs) {
        List<String> hashes = runs.stream().map(Caption::data).distinct().toList();
        boolean shared = hashes.size() == 1;
        String each = runs.stream()
                .map(run -> "%s is run %s (β %s, learning rate %s%s)"
                        .formatted(
                                run.label(),
                                run.id(),
                                Numbers.plain(run.config().loss().beta()),
                                Numbers.plain(run.config().optimizer().learningRate()),
                                shared ? "" : ", " + data(run)))
                .collect(Collectors.joining("; "));
        return shared ? each + "; " + hashes.getFirst() + "." : each + ".";
    }

    private static String data(FigureRun run) {
        return run.dataHash()
                .map(hash -> "data sha-256 " + hash.substring(0, Math.min(HASH_DIGITS, hash.length())))
                .orElse("data hash not recorded");
    }
}
