package org.dpoworkbench.app.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UncaughtErrorsTest {
    private Instant now = Instant.EPOCH;
    private final UncaughtErrors errors = new UncaughtErrors(() -> now);
    private final List<Throwable> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        errors.tell(told::add);
    }

    @Test
    void theSameErrorOfEveryFrameIsToldOnceAMinute() {
        for (int frame = 0; frame < 60; frame++) {
            happens(errorAt("here"));
        }
        assertThat(told).hasSize(1);
        now = now.plus(UncaughtErrors.QUIET).plus(Duration.ofSeconds(1));
        happens(errorAt("here"));
        assertThat(told).hasSize(2);
    }

    @Test
    void anErrorFromElsewhereIsToldAtOnce() {
        happens(errorAt("here"));
        happens(errorAt("elsewhere"));
        assertThat(told).hasSize(2);
    }

    private void happens(Throwable error) {
        errors.uncaughtException(Thread.currentThread(), error);
    }

    private static Throwable errorAt(String place) {
        var error = new IllegalStateException("thrown by a test");
        error.setStackTrace(new StackTraceElement[] {new StackTraceElement("Test", place, "Test.java", 1)});
        return error;
    }
}
