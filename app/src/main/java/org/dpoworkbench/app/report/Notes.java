package org.dpoworkbench.app.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.run.RunState;

/// What a reader of these runs must know before comparing their numbers.
final class Notes {
    /// Nats per token by which the held-out chosen answers may lose before it is more than the usual displacement.
    private static final double DISPLACEMENT_ALARM = 0.5;

    private final List<FigureRun> runs;
    private final List<String> notes = new ArrayList<>();

    private Notes(List<FigureRun> runs) {
        this.runs = runs;
    }

    static List<String> on(List<FigureRun> runs) {
        Notes notes = new Notes(runs);
        notes.unknownSettings();
        notes.ends();
        notes.data();
        notes.losses();
        notes.accuracies();
        notes.displacement();
        notes.clipping();
        return notes.notes;
    }

    private void unknownSettings() {
        String unknown = runs.stream()
                .filter(run -> run.config().isEmpty())
                .map(FigureRun::label)
                .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            notes.add("The settings of " + unknown + " are not known, as another program made it: its loss has an axis"
                    + " of its own, and nothing is said of where it should start.");
        }
    }

    private void ends() {
        for (FigureRun run : runs) {
            if (run.config().isPresent() && run.curves().state() != RunState.FINISHED) {
                notes.add(run.label() + " did not finish; its last values are those of where it ended."
                        + run.curves()
                                .failure()
                                .map(reason -> " Reason: " + reason)
                                .orElse(""));
            }
        }
    }

    private void data() {
        if (runs.stream().map(FigureRun::dataHash).distinct().count() > 1) {
            notes.add("The runs did not see the same data: differences between them are not those of the settings"
                    + " alone.");
        }
        if (configs().map(config -> config.batch().seed()).distinct().count() > 1) {
            notes.add("The runs have different seeds, so they saw the data in different orders.");
        }
    }

    private void losses() {
        boolean differ = runs.stream().anyMatch(run -> !Comparability.sameLoss(runs.getFirst(), run));
        if (differ) {
            notes.add("Losses of different kinds have different units. Do not compare their values, nor their gradient"
                    + " norms; compare log-ratios, margins, accuracies and samples. The same β is not the same pull in"
                    + " two losses either.");
        }
        for (FigureRun run : preferences()) {
            LossConfig loss = run.config().orElseThrow().loss();
            if (loss.has(LossType.IPO)) {
                String target = Numbers.rounded(1 / (2 * loss.beta()), 3);
                notes.add(run.label()
                        + (loss.ipoNormalisation() == IpoNormalisation.SUM
                                ? " sums log-ratios over the completion, as the original code does: it pulls the margin"
                                        + " to 1/(2β) = " + target + " nats a sequence."
                                : " averages log-ratios over tokens, as TRL does: it pulls the margin to 1/(2β) = "
                                        + target + " nats a token, which for usual lengths hardly holds it back.")
                        + " Results under the other normalisation are not comparable. With noisy labels the target is"
                        + " an upper limit.");
            }
        }
        if (runs.stream().anyMatch(FigureRun::compares)) {
            notes.add("The summed margin grows with the length of the answers mechanically; the margin per token does"
                    + " not.");
        }
    }

    private void accuracies() {
        boolean intervals = runs.stream()
                .anyMatch(run ->
                        FinalValue.heldOut(run, Metric.REWARDS_ACCURACIES).low().isPresent());
        if (intervals) {
            notes.add("Brackets behind an accuracy are its 95 % binomial interval over the held-out pairs. Where two"
                    + " intervals overlap, the difference may be chance.");
        }
        if (runs.stream().anyMatch(FigureRun::compares)) {
            notes.add("Reward accuracy compares with the reference, ranking accuracy does not: they are different"
                    + " numbers. Where policy and reference are the same, every pair is a tie and reward accuracy is"
                    + " shown as –.");
        }
    }

    private void displacement() {
        for (FigureRun run : preferences()) {
            OptionalDouble chosen =
                    FinalValue.heldOut(run, Metric.LOGRATIOS_CHOSEN).last();
            OptionalDouble rejected =
                    FinalValue.heldOut(run, Metric.LOGRATIOS_REJECTED).last();
            if (chosen.orElse(0) < 0 && rejected.orElse(0) < 0) {
                OptionalDouble perToken = FinalValue.heldOut(run, Metric.LOGRATIOS_PER_TOKEN_CHOSEN)
                        .last();
                boolean alarm = perToken.orElse(0) < -DISPLACEMENT_ALARM;
                notes.add(run.label()
                        + ": both log-ratios fell (likelihood displacement), the chosen answers by "
                        + Numbers.significant(-chosen.getAsDouble(), 3)
                        + " nats"
                        + (perToken.isPresent()
                                ? ", " + Numbers.significant(-perToken.getAsDouble(), 2) + " a token"
                                : "")
                        + (alarm
                                ? ". That is a lot: try a lower learning rate, a higher β or an SFT term."
                                : ". That is usual when the reference was fitted to the chosen answers."));
            }
        }
    }

    private void clipping() {
        String clipped = runs.stream()
                .filter(run -> FinalValue.meanOverSteps(run, Metric.GRAD_CLIPPED)
                                .last()
                                .orElse(0)
                        > 0.5)
                .map(FigureRun::label)
                .collect(Collectors.joining(", "));
        if (!clipped.isEmpty()) {
            notes.add("More than half of the steps were clipped in " + clipped
                    + ": there the clipping limit decides the length of a step, not the learning rate alone.");
        }
    }

    private List<FigureRun> preferences() {
        return runs.stream().filter(FigureRun::prefers).toList();
    }

    private Stream<RunConfig> configs() {
        return runs.stream().flatMap(run -> run.config().stream());
    }
}
