package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FollowPaceTest {
    private long used = Duration.ofSeconds(7).toNanos();

    private Duration restAfter(int processors, Duration... costs) {
        FollowPace pace = new FollowPace(() -> used, processors);
        Duration rest = Duration.ZERO;
        for (Duration cost : costs) {
            used += cost.toNanos();
            rest = pace.rest();
        }
        return rest;
    }

    @Test
    void whatALookCostsIsAFiftiethOfTheProcessorsTime() {
        assertThat(restAfter(2, Duration.ofMillis(40))).isEqualTo(Duration.ofSeconds(1));
        assertThat(restAfter(16, Duration.ofMillis(80))).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void onlyTheLastLookCounts() {
        assertThat(restAfter(2, Duration.ofSeconds(3), Duration.ofMillis(20))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void itIsNeverOutOfSightAndNeverRestless() {
        assertThat(restAfter(1, Duration.ofMinutes(1))).isEqualTo(FollowPace.LONGEST);
        assertThat(restAfter(64, Duration.ZERO)).isEqualTo(FollowPace.SHORTEST);
    }
}
