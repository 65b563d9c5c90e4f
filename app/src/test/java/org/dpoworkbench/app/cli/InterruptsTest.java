package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sun.misc.Signal;

class InterruptsTest {
    @Test
    void everySigintIsHeardAndTheProcessGoesOn() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(2);
        try (var _ = Interrupts.ofProcess().listen(() -> {
            first.countDown();
            second.countDown();
        })) {
            Signal.raise(new Signal("INT"));
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            Signal.raise(new Signal("INT"));
            assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
