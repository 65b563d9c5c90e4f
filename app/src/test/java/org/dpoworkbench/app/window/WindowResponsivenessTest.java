package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.dpoworkbench.app.window.FxWatch.Stall;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The same way, and how long the window computed at a time. A time depends on the machine and on what else it does, so
/// it is judged by hand: `-P responsiveness`.
@Tag("responsiveness")
class WindowResponsivenessTest extends WindowPathTest {
    private static final long TENTH_OF_A_SECOND = 100;

    @Test
    @Order(14)
    void nothingKeptTheWindowComputingForMoreThanATenthOfASecond() {
        System.out.println(watch().stalls(Stall::ownMillis, TENTH_OF_A_SECOND / 2));
        assertThat(watch().stalls(Stall::ownMillis, TENTH_OF_A_SECOND)).isEmpty();
    }
}
