package org.dpoworkbench.engine.compute.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.dpoworkbench.engine.compute.cuda.driver.Nvml;
import org.dpoworkbench.engine.compute.cuda.driver.StubMonitor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CardWatchTest {
    private static final long SECOND = 1_000_000_000L;

    private final StubMonitor stub = new StubMonitor();
    private final AtomicLong now = new AtomicLong();

    @AfterEach
    void end() {
        stub.close();
    }

    private CardWatch watch(String uuid) {
        return new CardWatch(Optional.of(stub.monitor()), uuid, now::get);
    }

    @Test
    void aCardIsAskedAtMostOnceASecond() {
        try (CardWatch watch = watch(StubMonitor.UUID)) {
            assertThat(watch.reading().map(Nvml.Reading::usedBytes)).contains(4L << 30);
            now.set(SECOND - 1);
            assertThat(watch.reading()).isPresent();
            assertThat(stub.readings).isEqualTo(1);
            now.set(SECOND);
            assertThat(watch.reading()).isPresent();
            assertThat(stub.readings).isEqualTo(2);
        }
        assertThat(stub.on).isFalse();
    }

    @Test
    void aMonitorThatStopsAnsweringIsAskedNoMoreAndNothingOldIsTold() {
        try (CardWatch watch = watch(StubMonitor.UUID)) {
            assertThat(watch.reading()).isPresent();
            stub.memory = 15; // NVML_ERROR_GPU_IS_LOST
            now.set(2 * SECOND);
            assertThat(watch.reading()).isEmpty();
            now.set(4 * SECOND);
            assertThat(watch.reading()).isEmpty();
            assertThat(stub.readings).isEqualTo(2);
        }
    }

    @Test
    void withoutAMonitorOrTheCardNothingIsTold() {
        try (CardWatch watch = watch("GPU-b");
                CardWatch none = new CardWatch(Optional.empty(), StubMonitor.UUID, now::get)) {
            assertThat(watch.reading()).isEmpty();
            assertThat(none.reading()).isEmpty();
        }
    }
}
