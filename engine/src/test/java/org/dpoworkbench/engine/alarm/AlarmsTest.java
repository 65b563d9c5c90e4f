package org.dpoworkbench.engine.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dpoworkbench.engine.journal.Event;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private final Alarms alarms = new Alarms(List.of());

    @Test
    void clippingMoreThanHalfOfTheStepsIsToldOnce() {
        int told = 0;
        for (int s = 1; s <= 120; s++) {
            told += alarms.after(step(s, s % 3 == 0 ? 0 : 1)).size();
        }
        assertThat(told).isEqualTo(1);
    }

    @Test
    void clippingHalfOfTheStepsIsNot() {
        for (int s = 1; s <= 120; s++) {
            assertThat(alarms.after(step(s, (s + 1) % 2))).isEmpty();
        }
    }

    @Test
    void theFirstStepsSayNothing() {
        for (int s = 1; s < 50; s++) {
            assertThat(alarms.after(step(s, 1))).isEmpty();
        }
        assertThat(alarms.after(step(50, 1))).hasSize(1);
    }

    @Test
    void chosenAnswersThatLoseHalfANatATokenAreToldOnce() {
        assertThat(alarms.after(evaluation(-0.49))).isEmpty();
        assertThat(alarms.after(evaluation(-0.51)))
                .singleElement()
                .satisfies(w -> assertThat(w.message()).contains("0.51 nats a token"));
        assertThat(alarms.after(evaluation(-0.9))).isEmpty();
    }

    @Test
    void aResumedRunDoesNotTellAgain() {
        Alarms resumed = new Alarms(List.of(new Event.Warning(7, "likelihood-displacement", "told")));
        assertThat(resumed.after(evaluation(-0.9))).isEmpty();
    }

    @Test
    void aDisplacedAnswerWithFewerEndsIsToldBeforeHalfANat() {
        alarms.after(new Event.Samples(0, "reference", List.of(), Map.of("lengths/samples_ended", 0.9)));
        assertThat(alarms.after(evaluation(-0.2))).isEmpty();
        assertThat(alarms.after(samples(Map.of("lengths/samples_ended", 0.85)))).isEmpty();
        assertThat(alarms.after(samples(Map.of("lengths/samples_ended", 0.5))))
                .extracting(Event.Warning::code)
                .containsExactly("likelihood-displacement");
    }

    @Test
    void bothLogRatiosFallingIsARemark() {
        assertThat(alarms.after(evaluated(Map.of("eval_logratios/chosen", 1.0, "eval_logratios/rejected", -5.0))))
                .isEmpty();
        assertThat(alarms.after(evaluated(Map.of("eval_logratios/chosen", -1.0, "eval_logratios/rejected", -5.0))))
                .extracting(Event.Warning::code)
                .containsExactly("both-falling");
    }

    @Test
    void aGradientTenTimesTheMedianIsASpike() {
        for (int s = 1; s <= 60; s++) {
            assertThat(alarms.after(new Event.Step(s, Map.of("grad_norm", 1 + s % 3 * 0.1))))
                    .isEmpty();
        }
        assertThat(alarms.after(new Event.Step(61, Map.of("grad_norm", 10.9)))).isEmpty();
        assertThat(alarms.after(new Event.Step(62, Map.of("grad_norm", 11.2))))
                .extracting(Event.Warning::code)
                .containsExactly("gradient-spike");
    }

    @Test
    void twentyUpdatesOfTiesMoveNothing() {
        for (int s = 1; s < 20; s++) {
            assertThat(alarms.after(tied(s, 1, 1e-12))).isEmpty();
        }
        assertThat(alarms.after(tied(20, 1, 1e-12)))
                .extracting(Event.Warning::code)
                .containsExactly("nothing-moves");
    }

    @Test
    void weightsThatAreSavedAsTheyWereMoveNothing() {
        assertThat(alarms.after(new Event.Step(1, Map.of("learning_rate", 0.0, "weights/changed", 0.0))))
                .isEmpty();
        assertThat(alarms.after(new Event.Step(2, Map.of("learning_rate", 1e-9, "weights/changed", 0.001))))
                .isEmpty();
        assertThat(alarms.after(new Event.Step(3, Map.of("learning_rate", 1e-9, "weights/changed", 0.0))))
                .extracting(Event.Warning::code)
                .containsExactly("nothing-moves");
    }

    @Test
    void stepsOfTheWarmUpWithoutARateDoNotCount() {
        for (int s = 1; s <= 40; s++) {
            assertThat(alarms.after(tied(s, 1, 0))).isEmpty();
        }
        assertThat(alarms.after(tied(41, 0.5, 1e-6))).isEmpty();
        for (int s = 42; s <= 80; s++) {
            assertThat(alarms.after(tied(s, 1, 1e-6))).isEmpty();
        }
    }

    @Test
    void fiftyStepsWithoutAWrongPairAreSaturated() {
        for (int s = 1; s < 50; s++) {
            assertThat(alarms.after(right(s, 1))).isEmpty();
        }
        assertThat(alarms.after(right(50, 1))).extracting(Event.Warning::code).containsExactly("saturated");
        Alarms other = new Alarms(List.of());
        for (int s = 1; s <= 200; s++) {
            assertThat(other.after(right(s, s % 49 == 0 ? 0.875 : 1))).isEmpty();
        }
    }

    @Test
    void aHeldOutLossThatRisesTwiceWhileTrainingFallsIsTold() {
        double[] training = {0.69, 0.60, 0.55, 0.50};
        double[] heldOut = {0.69, 0.60, 0.61, 0.63};
        for (int i = 0; i < 4; i++) {
            alarms.after(new Event.Step(i + 1, Map.of("loss", training[i])));
            List<Event.Warning> told = alarms.after(evaluated(Map.of("eval_loss", heldOut[i])));
            assertThat(told).hasSize(i == 3 ? 1 : 0);
        }
    }

    @Test
    void bothLossesRisingIsNotOverfitting() {
        for (int i = 0; i < 6; i++) {
            alarms.after(new Event.Step(i + 1, Map.of("loss", 0.5 + 0.1 * i)));
            assertThat(alarms.after(evaluated(Map.of("eval_loss", 0.5 + 0.1 * i))))
                    .isEmpty();
        }
    }

    @Test
    void answersHalfAsLongAgainAsTheReferencesAreTold() {
        alarms.after(new Event.Samples(0, "reference", List.of(), Map.of("lengths/samples_reference", 20.0)));
        assertThat(alarms.after(samples(Map.of("lengths/samples", 30.0)))).isEmpty();
        assertThat(alarms.after(samples(Map.of("lengths/samples", 30.5))))
                .extracting(Event.Warning::code)
                .containsExactly("length-runaway");
    }

    private static Event.Samples samples(Map<String, Double> metrics) {
        return new Event.Samples(10, "policy", List.of(), metrics);
    }

    private static Event.Evaluation evaluated(Map<String, Double> metrics) {
        return new Event.Evaluation(10, metrics, Optional.empty());
    }

    private static Event.Step tied(int step, double ties, double rate) {
        return new Event.Step(step, Map.of("rewards/ties", ties, "learning_rate", rate));
    }

    private static Event.Step right(int step, double accuracy) {
        return new Event.Step(step, Map.of("rewards/accuracies", accuracy));
    }

    private static Event.Step step(int step, double clipped) {
        return new Event.Step(step, Map.of("grad_clipped", clipped));
    }

    private static Event.Evaluation evaluation(double perToken) {
        return new Event.Evaluation(10, Map.of("eval_logratios_per_token/chosen", perToken), Optional.empty());
    }
}
