package org.dpoworkbench.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.compute.cuda.driver.Nvml;
import org.dpoworkbench.engine.journal.Event;
import org.junit.jupiter.api.Test;

class CardMetricsTest {
    private static final Event.Step STEP = new Event.Step(3, Map.of("loss", 0.5));

    @Test
    void whatACardTellsStandsInTheStep() {
        assertThat(CardMetrics.with(
                                STEP,
                                new Nvml.Reading(
                                        3L << 20,
                                        1,
                                        OptionalInt.of(97),
                                        OptionalInt.empty(),
                                        OptionalInt.of(66),
                                        OptionalDouble.empty()))
                        .metrics())
                .isEqualTo(
                        Map.of("loss", 0.5, "memory/gpu_mib", 3.0, "gpu/utilisation", 0.97, "gpu/temperature", 66.0));
        assertThat(CardMetrics.with(
                                STEP,
                                new Nvml.Reading(
                                        3L << 20,
                                        1,
                                        OptionalInt.empty(),
                                        OptionalInt.empty(),
                                        OptionalInt.empty(),
                                        OptionalDouble.empty()))
                        .metrics())
                .isEqualTo(Map.of("loss", 0.5, "memory/gpu_mib", 3.0));
    }

    @Test
    void theProcessorHasNone() {
        try (Backend backend = new CpuBackend(1);
                CardMetrics metrics = CardMetrics.of(backend)) {
            assertThat(metrics.in(STEP)).isSameAs(STEP);
        }
    }
}
