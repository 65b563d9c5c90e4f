package org.dpoworkbench.app.window.pairs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.dpoworkbench.app.chart.CloudDots;
import org.dpoworkbench.app.chart.Diverging;
import org.dpoworkbench.app.chart.DotStyle;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.model.pairs.Colouring;
import org.dpoworkbench.app.window.model.pairs.Flips;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.app.window.model.pairs.Unit;
import org.dpoworkbench.engine.evaluation.PairEvaluation;
import org.dpoworkbench.ui.Messages;

/// Makes dots of evaluated pairs: where they lie and what they look like.
final class DotColours {
    private static final double SIMILAR = 0.1;

    private final PairsViewModel model;
    private final ScreenTheme theme;

    DotColours(PairsViewModel model, ScreenTheme theme) {
        this.model = model;
        this.theme = theme;
    }

    /// The run's pairs at its current evaluation.
    CloudDots of(RunPairs run) {
        return run.current().map(loaded -> dots(run, loaded.evaluation())).orElse(CloudDots.NONE);
    }

    private CloudDots dots(RunPairs run, PairEvaluation evaluation) {
        Unit unit = model.unitProperty().get();
        int n = evaluation.size();
        double[] x = new double[n];
        double[] y = new double[n];
        byte[] style = new byte[n];
        Colouring colouring = model.colouringProperty().get();
        List<DotStyle> styles = styles(colouring, evaluation);
        IntUnaryOperator kind = kinds(colouring, run, evaluation, styles.size());
        for (int i = 0; i < n; i++) {
            x[i] = unit.rejected(evaluation, i);
            y[i] = unit.chosen(evaluation, i);
            style[i] = (byte) kind.applyAsInt(i);
        }
        return new CloudDots(evaluation.pairs().ids(), x, y, style, styles);
    }

    private List<DotStyle> styles(Colouring colouring, PairEvaluation evaluation) {
        int up = Diverging.up(theme.dark());
        int down = Diverging.down(theme.dark());
        int quiet = Diverging.even(theme.dark());
        return switch (colouring) {
            case MARGIN ->
                List.of(
                        new DotStyle(RunLook.Marker.CIRCLE, up, Messages.text("pairs.dot.right")),
                        new DotStyle(RunLook.Marker.TRIANGLE_DOWN, down, Messages.text("pairs.dot.wrong")),
                        new DotStyle(RunLook.Marker.DIAMOND, quiet, Messages.text("pairs.dot.tied")));
            case SOURCE -> sources(evaluation);
            case LENGTH_GAP ->
                List.of(
                        new DotStyle(RunLook.Marker.TRIANGLE, up, Messages.text("pairs.dot.longer")),
                        new DotStyle(RunLook.Marker.TRIANGLE_DOWN, down, Messages.text("pairs.dot.shorter")),
                        new DotStyle(RunLook.Marker.CIRCLE, quiet, Messages.text("pairs.dot.similar")));
            case FLIPPED ->
                List.of(
                        new DotStyle(RunLook.Marker.CIRCLE, quiet, Messages.text("pairs.dot.stayed")),
                        new DotStyle(RunLook.Marker.DIAMOND, down, Messages.text("pairs.dot.flipped")));
        };
    }

    private List<DotStyle> sources(PairEvaluation evaluation) {
        List<DotStyle> styles = new ArrayList<>();
        for (String source : numbered(evaluation).keySet()) {
            RunLook look = RunLook.of(styles.size());
            String name = source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
            styles.add(new DotStyle(look.marker(), look.rgb(theme.dark()), name));
        }
        return styles;
    }

    private static Map<String, Integer> numbered(PairEvaluation evaluation) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (int i = 0; i < evaluation.size() && numbers.size() < Byte.MAX_VALUE; i++) {
            numbers.putIfAbsent(evaluation.pairs().source(i), numbers.size());
        }
        return numbers;
    }

    private IntUnaryOperator kinds(Colouring colouring, RunPairs run, PairEvaluation evaluation, int kinds) {
        return switch (colouring) {
            case MARGIN ->
                i -> {
                    double h = evaluation.margin(i);
                    return h > 0 ? 0 : h < 0 ? 1 : 2;
                };
            case SOURCE -> {
                Map<String, Integer> numbers = numbered(evaluation);
                yield i -> numbers.getOrDefault(evaluation.pairs().source(i), kinds - 1);
            }
            case LENGTH_GAP ->
                i -> {
                    int longer = Math.max(
                            evaluation.pairs().chosenLength(i),
                            evaluation.pairs().rejectedLength(i));
                    int gap = evaluation.gap(i);
                    return Math.abs(gap) <= SIMILAR * longer ? 2 : gap > 0 ? 0 : 1;
                };
            case FLIPPED -> {
                Flips flips = model.flips(run, evaluation);
                yield i -> flips.any(i) ? 1 : 0;
            }
        };
    }
}
