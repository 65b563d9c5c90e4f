package org.dpoworkbench.engine.worker;

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
            told += alarms.after(step(s, s % 3 == 0 ? 0 : 1)).isPresent() ? 1 : 0;
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
        assertThat(alarms.after(step(50, 1))).isPresent();
    }

    @Test
    void chosenAnswersThatLoseHalfANatATokenAreToldOnce() {
        assertThat(alarms.after(evaluation(-0.49))).isEmpty();
        assertThat(alarms.after(evaluation(-0.51)))
                .hasValueSatisfying(w -> assertThat(w.message()).contains("0.51 nats a token"));
        assertThat(alarms.after(evaluation(-0.9))).isEmpty();
    }

    @Test
    void aResumedRunDoesNotTellAgain() {
        Alarms resumed = new Alarms(List.of(new Event.Warning(7, "likelihood-displacement", "told")));
        assertThat(resumed.after(evaluation(-0.9))).isEmpty();
    }

    private static Event.Step step(int step, double clipped) {
        return new Event.Step(step, Map.of("grad_clipped", clipped));
    }

    private static Event.Evaluation evaluation(double perToken) {
        return new Event.Evaluation(10, Map.of("eval_logratios_per_token/chosen", perToken), Optional.empty());
    }
}
