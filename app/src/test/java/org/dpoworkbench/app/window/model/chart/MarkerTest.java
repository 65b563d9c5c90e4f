package org.dpoworkbench.app.window.model.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.dpoworkbench.app.window.model.chart.MarkerTable.Cell;
import org.dpoworkbench.app.window.model.chart.MarkerTable.Row;
import org.junit.jupiter.api.Test;

/// Values at the marker and which steps belong together.
class MarkerTest {
    private final ChartRun dpo = ChartRuns.of("dpo", ChartRuns.DPO)
            .evaluation(
                    0,
                    Map.of(
                            "eval_rewards/accuracies",
                            0.0,
                            "eval_logratios/chosen",
                            0.0,
                            "eval_logratios/rejected",
                            0.0))
            .step(1, Map.of("loss", 0.69314718, "rewards/accuracies", 0.0, "rewards/ties", 1.0))
            .step(2, Map.of("loss", 0.5, "rewards/accuracies", 0.75, "rewards/ties", 0.0))
            .evaluation(
                    2,
                    Map.of(
                            "eval_rewards/accuracies",
                            0.7,
                            "eval_logratios/chosen",
                            -2.0,
                            "eval_logratios/rejected",
                            -4.0))
            .step(3, Map.of("loss", 0.4))
            .run();
    private final ChartRun ipo = ChartRuns.of("ipo", ChartRuns.IPO_SUM)
            .evaluation(0, Map.of("eval_logratios/chosen", 0.0, "eval_logratios/rejected", 0.0))
            .step(1, Map.of("loss", 25.0))
            .evaluation(100, Map.of("eval_logratios/chosen", 1.0, "eval_logratios/rejected", -5.0))
            .evaluation(200, Map.of("eval_logratios/chosen", -9.0, "eval_logratios/rejected", -9.0))
            .run();

    @Test
    void everyNumberSaysItsUnit() {
        assertThat(cell("Loss", OptionalInt.of(2))).isEqualTo(new Cell("0.5000 nats", "0.500", OptionalInt.empty()));
        assertThat(row("Loss", OptionalInt.of(2)).cells().get(1).text()).isEqualTo("25.00 nats²");
        assertThat(cell("Reward accuracy", OptionalInt.of(2)).text()).isEqualTo("75.0 %");
    }

    @Test
    void aValueFromAnotherStepSaysFromWhich() {
        assertThat(cell("Reward accuracy, held-out", OptionalInt.of(3)))
                .isEqualTo(new Cell("70.0 %", "70.0 %", OptionalInt.of(2)));
    }

    @Test
    void whereAllPairsAreTiesTheAccuracyIsADash() {
        assertThat(cell("Reward accuracy", OptionalInt.of(1)).text()).isEqualTo("–");
        assertThat(cell("Reward accuracy, held-out", OptionalInt.of(1)).text()).isEqualTo("–");
    }

    @Test
    void withoutAMarkerTheNewestValuesStand() {
        assertThat(cell("Loss", OptionalInt.empty())).isEqualTo(new Cell("0.4000 nats", "0.400", OptionalInt.empty()));
    }

    /// At step 2 DPO is (2 + 4) / 2 = 3 nats away; IPO is so at step 100, where it is (1 + 5) / 2.
    @Test
    void matchedRunsStandWhereTheyAreEquallyFarFromTheirReference() {
        assertThat(MarkerPlaces.of(ipo, dpo, Matching.LOG_RATIO, 2)).hasValue(100);
        assertThat(MarkerPlaces.of(ipo, dpo, Matching.LOG_RATIO, 1)).hasValue(50); // half of it, on a straight line
        assertThat(MarkerPlaces.of(dpo, ipo, Matching.LOG_RATIO, 200)).isEmpty(); // it never gets to 9 nats
        assertThat(MarkerPlaces.of(ipo, dpo, Matching.STEP, 2)).hasValue(2);
    }

    @Test
    void runsWithoutMeasuredKlCannotBeMatchedByIt() {
        assertThat(MarkerPlaces.possible(List.of(dpo, ipo), Matching.KL)).isFalse();
        assertThat(MarkerPlaces.possible(List.of(dpo, ipo), Matching.LOG_RATIO)).isTrue();
    }

    private Cell cell(String label, OptionalInt step) {
        return row(label, step).cells().getFirst();
    }

    private Row row(String label, OptionalInt step) {
        List<ChartRun> runs = List.of(dpo, ipo);
        return MarkerTable.at(runs, Topics.usual(runs), Optional.of(dpo), Matching.STEP, step).rows().stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
