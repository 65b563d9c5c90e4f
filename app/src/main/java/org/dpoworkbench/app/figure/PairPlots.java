package org.dpoworkbench.app.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dpoworkbench.app.figure.HistogramPanel.Values;
import org.dpoworkbench.app.figure.PairPoints.Pairs;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.present.RunLook.Marker;
import org.dpoworkbench.engine.curve.RunCurves.EvaluationPoint;
import org.dpoworkbench.engine.problem.UserError;

/// The figures that show single pairs of the held-out set.
///
/// @param reader reads an evaluation's table
/// @param step   of the evaluation, the nearest before it where there is none; absent: the newest
public record PairPlots(PairPoints reader, OptionalInt step) {
    public static final PairPlots NEWEST = new PairPlots(new PairTable(), OptionalInt.empty());

    private static final RunLook CHOSEN_LOOK = new RunLook(0x009E73, 0x2BC49A, List.of(), Marker.CIRCLE);
    private static final RunLook REJECTED_LOOK = new RunLook(0xCC79A7, 0xE39CC5, List.of(4f, 1.6f), Marker.SQUARE);
    private static final RunLook GAP_LOOK = new RunLook(0x444444, 0xBBBBBB, List.of(), Marker.CIRCLE);

    /// An evaluation's pairs.
    private record Evaluated(int step, Pairs pairs) {}

    static boolean hasPairs(FigureRun run) {
        return run.folder().isPresent()
                && run.curves().evaluations().stream()
                        .anyMatch(each -> each.pairs().isPresent());
    }

    Optional<Figure> cloud(List<FigureRun> runs) {
        List<CloudPanel> panels = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            int run = i;
            FigureRun of = runs.get(i);
            evaluated(of)
                    .ifPresent(found -> panels.add(
                            new CloudPanel(of.label() + ", step " + found.step(), run, found.step(), found.pairs())));
        }
        return Figure.of(
                FigureKind.PAIR_CLOUD.fileName(),
                "Held-out pairs by their log-ratios",
                runs,
                panels,
                List.of("Each dot is a held-out pair. On the dashed diagonal the margin is zero, above it the chosen"
                        + " answer gained more; in the shaded quadrant both answers became less probable than under"
                        + " the reference. All panels have the same axes."));
    }

    Optional<Figure> lengths(List<FigureRun> runs) {
        List<HistogramPanel> panels = new ArrayList<>();
        Set<Optional<String>> seen = new HashSet<>();
        List<FigureRun> distinct = runs.stream()
                .filter(run -> hasPairs(run) && seen.add(run.dataHash()))
                .toList();
        for (FigureRun run : distinct) {
            String of = distinct.size() > 1 ? ", data of " + run.label() : "";
            evaluated(run).map(Evaluated::pairs).ifPresent(pairs -> {
                Values chosen = new Values("chosen", CHOSEN_LOOK, pairs.chosenTokens());
                Values rejected = new Values("rejected", REJECTED_LOOK, pairs.rejectedTokens());
                Values gap = new Values("gap", GAP_LOOK, gaps(pairs));
                panels.add(new HistogramPanel(
                        "means: chosen %s, rejected %s%s".formatted(mean(chosen), mean(rejected), of),
                        "length (tokens)",
                        List.of(chosen, rejected),
                        true));
                panels.add(new HistogramPanel(
                        "chosen − rejected, mean " + mean(gap) + of, "length gap (tokens)", List.of(gap), true));
            });
        }
        return Figure.of(
                FigureKind.LENGTH_HISTOGRAMS.fileName(),
                "Lengths of the held-out completions",
                distinct,
                panels,
                List.of("Scored tokens of the data's completions; vertical lines are means."));
    }

    private static String mean(Values set) {
        return Numbers.fixed(set.mean(), 1);
    }

    private static double[] gaps(Pairs pairs) {
        double[] gaps = new double[pairs.size()];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = pairs.chosenTokens()[i] - pairs.rejectedTokens()[i];
        }
        return gaps;
    }

    private Optional<Evaluated> evaluated(FigureRun run) {
        Optional<EvaluationPoint> evaluation = evaluation(run);
        if (evaluation.isEmpty() || run.folder().isEmpty()) {
            return Optional.empty();
        }
        Path file = run.folder().get().resolve(evaluation.get().pairs().orElseThrow());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Evaluated(evaluation.get().step(), reader.read(file)));
        } catch (IOException e) {
            throw new UserError(
                    "%s cannot be read: %s. Is the disk there, and is the file whole?".formatted(file, e.getMessage()),
                    e);
        }
    }

    private Optional<EvaluationPoint> evaluation(FigureRun run) {
        List<EvaluationPoint> withPairs = run.curves().evaluations().stream()
                .filter(each -> each.pairs().isPresent())
                .toList();
        return withPairs.stream()
                .filter(each -> each.step() <= step.orElse(Integer.MAX_VALUE))
                .reduce((_, later) -> later)
                .or(() -> withPairs.stream().findFirst());
    }
}
