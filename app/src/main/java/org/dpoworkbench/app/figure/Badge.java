package org.dpoworkbench.app.figure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;

/// The short name of what a run minimises, with everything that its numbers depend on: IPO never goes without its
/// normalisation.
public final class Badge {
    private Badge() {}

    /// Such as `DPO β 0.1`, `cDPO ε 0.1 β 0.1`, `IPO sum β 0.1`, `hinge β 0.05`, `SFT`.
    public static String of(RunConfig config) {
        return switch (config.objective()) {
            case SFT -> lossName(config);
            case DPO -> lossName(config) + " β " + Numbers.plain(config.loss().beta());
        };
    }

    /// The badge without β.
    static String lossName(RunConfig config) {
        if (config.objective() == Objective.SFT) {
            return "SFT";
        }
        LossConfig loss = config.loss();
        return switch (loss.lossType()) {
            case SIGMOID -> loss.labelSmoothing() > 0 ? "cDPO ε " + Numbers.plain(loss.labelSmoothing()) : "DPO";
            case HINGE -> "hinge";
            case IPO -> "IPO " + loss.ipoNormalisation().text();
        };
    }

    /// The runs with labels that tell them apart: where badges are the same the learning rate is added, then the seed,
    /// then the run's id.
    public static List<FigureRun> distinct(List<FigureRun> runs) {
        List<FigureRun> result = runs;
        List<Function<FigureRun, String>> additions = List.of(
                run -> " lr " + Numbers.plain(run.config().optimizer().learningRate()),
                run -> " seed " + run.config().batch().seed(),
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
