package org.dpoworkbench.app.window.model.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.dpoworkbench.engine.journal.Event;
import org.junit.jupiter.api.Test;

class AlarmTest {
    @Test
    void anAlarmStandsAtTheChartsItConcerns() {
        ChartRun run = recorded()
                .add(new Event.Warning(0, "step-zero", "3 pairs differ."))
                .add(new Event.Warning(50, "clipping", "Most steps were clipped."))
                .add(new Event.Warning(60, "data", "12 pairs were cut."))
                .run();
        assertThat(at(run, Topics.LOSS)).extracting(Alarm::step).containsExactly(0);
        assertThat(at(run, Topics.MARGINS)).extracting(Alarm::text).containsExactly("3 pairs differ.");
        assertThat(at(run, Topics.GRADIENT)).extracting(Alarm::step).containsExactly(50);
        assertThat(at(run, Topics.ACCURACY)).isEmpty();
    }

    @Test
    void bothLogRatiosFallingIsARemark() {
        assertThat(at(falling(-0.2), Topics.LOG_RATIOS)).singleElement().satisfies(alarm -> {
            assertThat(alarm.alarm()).isFalse();
            assertThat(alarm.text()).contains("usual where the reference was fitted to the chosen answers");
        });
    }

    @Test
    void chosenAnswersThatLoseHalfANatATokenAreAnAlarm() {
        assertThat(at(falling(-0.51), Topics.LOG_RATIOS))
                .singleElement()
                .matches(Alarm::alarm)
                .satisfies(alarm -> assertThat(alarm.text()).contains("−0.510 nats a token"));
    }

    @Test
    void whatTheWorkerToldIsNotSaidAgain() {
        ChartRun run = ChartRuns.of("a", ChartRuns.DPO)
                .evaluation(0, evaluation(0, 0, 0))
                .evaluation(10, evaluation(-9, -12, -0.6))
                .add(new Event.Warning(10, "likelihood-displacement", "Told."))
                .run();
        assertThat(at(run, Topics.LOG_RATIOS)).extracting(Alarm::text).containsExactly("Told.");
    }

    @Test
    void whatTheWorkerRemarkedOnIsNoAlarm() {
        ChartRun run = ChartRuns.of("a", ChartRuns.DPO)
                .evaluation(0, evaluation(0, 0, 0))
                .evaluation(10, evaluation(-3, -5, -0.2))
                .add(new Event.Warning(10, "both-falling", "Told."))
                .run();
        assertThat(at(run, Topics.LOG_RATIOS)).containsExactly(new Alarm(run.label(), 10, "Told.", false));
    }

    @Test
    void aRisingChosenLogRatioIsNeither() {
        ChartRun run = ChartRuns.of("a", ChartRuns.DPO)
                .evaluation(0, evaluation(0, 0, 0))
                .evaluation(10, evaluation(2, -3, 0.1))
                .run();
        assertThat(at(run, Topics.LOG_RATIOS)).isEmpty();
    }

    private static ChartRun falling(double perToken) {
        return ChartRuns.of("a", ChartRuns.DPO)
                .evaluation(0, evaluation(0, 0, 0))
                .evaluation(10, evaluation(-3, -5, perToken))
                .run();
    }

    private static Map<String, Double> evaluation(double chosen, double rejected, double perToken) {
        return Map.of(
                "eval_logratios/chosen", chosen,
                "eval_logratios/rejected", rejected,
                "eval_logratios_per_token/chosen", perToken);
    }

    private static ChartRuns recorded() {
        return ChartRuns.of("a", ChartRuns.DPO)
                .step(1, Map.of("loss", 0.6, "margins/sum", 0.1, "grad_norm", 3.0, "rewards/accuracies", 0.5));
    }

    private static List<Alarm> at(ChartRun run, String topic) {
        return Alarm.of(run, Topics.find(topic, List.of(run)).orElseThrow());
    }
}
