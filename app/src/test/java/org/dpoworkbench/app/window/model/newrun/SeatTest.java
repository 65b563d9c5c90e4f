package org.dpoworkbench.app.window.model.newrun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.junit.jupiter.api.Test;

class SeatTest {
    private static Seat cuda(String gpu) {
        return Seat.of(new DeviceConfig(Device.CUDA, 0, Optional.ofNullable(gpu), false, false));
    }

    private static Seat on(Device device) {
        return Seat.of(new DeviceConfig(device, 0));
    }

    @Test
    void aCardIsNotTheProcessorAndAutoIsTheProcessor() {
        assertThat(cuda(null).maybeSame(on(Device.CPU))).isFalse();
        assertThat(on(Device.AUTO).maybeSame(on(Device.CPU))).isTrue();
        assertThat(on(Device.ND4J_CUDA).maybeSame(cuda(null))).isTrue();
    }

    @Test
    void cardsAreToldApartOnlyWhereBothAreNamedInTheSameWay() {
        assertThat(cuda("0").maybeSame(cuda("1"))).isFalse();
        assertThat(cuda("GPU-a").maybeSame(cuda("GPU-b"))).isFalse();
        assertThat(cuda("0").maybeSame(cuda("0"))).isTrue();
        assertThat(cuda("GPU-a").maybeSame(cuda("GPU-a0a1"))).isTrue();
        assertThat(cuda("0").maybeSame(cuda("GPU-b"))).isTrue();
        assertThat(cuda(null).maybeSame(cuda("1"))).isTrue();
    }
}
