package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The clock is the test's.
class OneAtATimeTest {
    private long now = 5;
    private int opened;
    private final OneAtATime choosing = new OneAtATime(() -> now);

    @Test
    void aKeyThatIsHeldDownOpensOneWindow() {
        assertThat(ask()).isEqualTo("chosen");
        for (int i = 0; i < 100; i++) {
            millis(30); // a key repeats about thirty times a second
            assertThat(ask()).isEqualTo("refused");
        }
        assertThat(opened).isEqualTo(1);
        millis(300); // let go
        assertThat(ask()).isEqualTo("chosen");
    }

    @Test
    void whatIsAskedForWhileAWindowIsOpenIsRefused() {
        assertThat(choosing.<String>ask(this::ask, "not opened")).isEqualTo("refused");
    }

    @Test
    void aWindowThatFailsToOpenIsNoOpenWindow() {
        try {
            choosing.ask(
                    () -> {
                        throw new IllegalStateException("no screen");
                    },
                    "refused");
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("no screen");
        }
        millis(300);
        assertThat(ask()).isEqualTo("chosen");
    }

    private String ask() {
        return choosing.ask(
                () -> {
                    opened++;
                    return "chosen";
                },
                "refused");
    }

    private void millis(int by) {
        now += TimeUnit.MILLISECONDS.toNanos(by);
    }
}
