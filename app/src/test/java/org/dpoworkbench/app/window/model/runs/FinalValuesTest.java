package org.dpoworkbench.app.window.model.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.app.window.model.run.RecordedRuns;
import org.dpoworkbench.app.window.model.runs.FinalValues.Cell;
import org.dpoworkbench.app.window.model.runs.FinalValues.Group;
import org.dpoworkbench.app.window.model.runs.FinalValues.Line;
import org.dpoworkbench.app.window.model.runs.FinalValues.Source;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.metric.Metric;
import org.junit.jupiter.api.Test;

class FinalValuesTest {
    private static final LossConfig DPO = new LossConfig(LossType.SIGMOID, 0.1, 0, IpoNormalisation.SUM);
    private static final LossConfig IPO = new LossConfig(LossType.IPO, 0.1, 0, IpoNormalisation.SUM);
    private static final LossConfig STRONGER = new LossConfig(LossType.SIGMOID, 0.5, 0, IpoNormalisation.SUM);

    @Test
    void heldOutValuesComeFirst() {
        List<Line> lines = FinalValues.of(List.of(run(
                DPO, 20, Map.of("loss", 0.6, "eval_loss", 0.65, "lengths/samples", 18.0, "eval_margins/sum", 1.5))));
        assertThat(lines)
                .extracting(Line::group)
                .containsExactly(Group.HELD_OUT, Group.HELD_OUT, Group.SAMPLES, Group.LAST_STEP);
    }

    @Test
    void furtherEvaluationSetsAndSourcesHaveValuesOfTheirOwn() {
        List<Line> lines = FinalValues.of(List.of(run(
                DPO,
                20,
                Map.of(
                        "eval_loss",
                        0.65,
                        "eval_loss[web]",
                        0.6,
                        "eval_forum_loss",
                        0.7,
                        "eval_forum_rewards/accuracies",
                        0.55,
                        "eval_forum_loss[web]",
                        0.72))));
        assertThat(lines)
                .extracting(line -> line.group().title() + ": " + line.metric().key())
                .containsExactly(
                        "On held-out data: loss",
                        "On held-out data, source web: loss",
                        "On evaluation set forum: rewards/accuracies",
                        "On evaluation set forum: loss",
                        "On evaluation set forum, source web: loss");
        assertThat(lines.get(2).cells().getFirst().interval()).isEmpty();
    }

    /// Wilson's interval of 81 out of 263, from Newcombe 1998 (Statistics in Medicine 17:857), table I: 0.2553–0.3662.
    @Test
    void anAccuracyHasWilsonsIntervalAndItsCount() {
        Source run = new Source(
                Optional.of(RecordedRuns.config(DPO, Optional.empty())),
                new FinalNumbers(OptionalInt.of(20), Map.of("eval_rewards/accuracies", 81 / 263.0)),
                OptionalInt.of(263));
        Cell cell = cell(FinalValues.of(List.of(run)), Metric.REWARDS_ACCURACIES, 0);
        assertThat(cell.value()).isEqualTo("30.8 %");
        assertThat(cell.interval()).isEqualTo("[25.5, 36.6]  n = 263");
    }

    @Test
    void differencesAreTakenFromTheFirstRunWithSignAndUnit() {
        List<Line> lines = FinalValues.of(List.of(
                run(DPO, 20, Map.of("eval_rewards/accuracies", 0.7, "eval_margins/sum", 2.0)),
                run(IPO, 20, Map.of("eval_rewards/accuracies", 0.75, "eval_margins/sum", 1.5))));
        assertThat(cell(lines, Metric.REWARDS_ACCURACIES, 0).difference()).isEmpty();
        assertThat(cell(lines, Metric.REWARDS_ACCURACIES, 1).difference()).isEqualTo("+5.0 points");
        assertThat(cell(lines, Metric.MARGINS_SUM, 1).difference()).isEqualTo("−0.5000 nats");
    }

    @Test
    void lossesOfOtherLossesAndRewardsOfOtherBetasAreNotSubtracted() {
        Map<String, Double> numbers = Map.of("eval_loss", 0.6, "eval_rewards/margins", 0.2);
        List<Line> lines =
                FinalValues.of(List.of(run(DPO, 20, numbers), run(IPO, 20, numbers), run(STRONGER, 20, numbers)));
        assertThat(cell(lines, Metric.LOSS, 1).difference()).contains("other loss");
        assertThat(cell(lines, Metric.REWARDS_MARGINS, 1).difference()).isEqualTo("0 nats");
        assertThat(cell(lines, Metric.REWARDS_MARGINS, 2).difference()).contains("other β");
    }

    @Test
    void theLossOfAnotherProgramsRunIsNotSubtractedAsItsKindIsNotKnown() {
        Source guest = new Source(
                Optional.empty(), new FinalNumbers(OptionalInt.of(20), Map.of("eval_loss", 0.5)), OptionalInt.empty());
        List<Line> lines = FinalValues.of(List.of(run(DPO, 20, Map.of("eval_loss", 0.6)), guest));
        assertThat(cell(lines, Metric.LOSS, 1).difference()).contains("other loss");
    }

    @Test
    void atStepZeroAPolicyThatIsItsReferenceHasNoAccuracy() {
        assertThat(FinalValues.of(List.of(run(DPO, 0, Map.of("eval_rewards/accuracies", 0.0)))))
                .isEmpty();
    }

    @Test
    void whatTheLastEvaluationDidNotDefineIsAbsentWhateverAnEarlierOneHad() {
        var curves = RecordedRuns.curves(60, List.of(0.7), Map.of(0, 0.4, 20, 0.6));
        assertThat(FinalNumbers.of(curves).value("eval_rewards/accuracies")).hasValue(0.6);
        assertThat(FinalNumbers.of(curves).value("eval_loss")).isEmpty();
        assertThat(FinalNumbers.of(curves).evaluated()).hasValue(20);
    }

    @Test
    void settingsThatDifferAreTold() {
        List<Map<String, String>> runs =
                List.of(Map.of("beta", "0.1", "seed", "42"), Map.of("beta", "0.5", "seed", "42", "extra", "1"));
        assertThat(SettingsTable.of(runs, true))
                .containsExactlyInAnyOrder(
                        new SettingsTable.Line("beta", List.of("0.1", "0.5"), true),
                        new SettingsTable.Line("extra", List.of("–", "1"), true));
        assertThat(SettingsTable.of(runs, false)).hasSize(3);
        assertThat(SettingsTable.of(runs.subList(0, 1), true)).hasSize(2);
    }

    private static Cell cell(List<Line> lines, Metric metric, int run) {
        return lines.stream()
                .filter(line -> line.metric() == metric)
                .findFirst()
                .orElseThrow()
                .cells()
                .get(run);
    }

    private static Source run(LossConfig loss, int evaluated, Map<String, Double> numbers) {
        return new Source(
                Optional.of(RecordedRuns.config(loss, Optional.empty())),
                new FinalNumbers(OptionalInt.of(evaluated), numbers),
                OptionalInt.empty());
    }
}
