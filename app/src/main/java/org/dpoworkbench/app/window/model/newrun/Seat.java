package org.dpoworkbench.app.window.model.newrun;

import java.util.Optional;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;

/// Where a run computes, as the queue counts: the processor, or a card.
///
/// @param card whether it is a card
/// @param gpu  which, as the configuration names it; absent: the first that can compute
record Seat(boolean card, Optional<String> gpu) {
    private static final String UUID = "GPU-";

    static Seat of(DeviceConfig config) {
        // `auto` is the CPU in this version
        boolean card = config.device() == Device.CUDA || config.device() == Device.ND4J_CUDA;
        return new Seat(card, config.gpu());
    }

    /// Whether both may be the same: cards are different where both are named in the same way, and differently.
    boolean maybeSame(Seat other) {
        if (card != other.card) {
            return false;
        }
        if (gpu.isEmpty() || other.gpu.isEmpty()) {
            return true;
        }
        String one = gpu.get();
        String two = other.gpu.get();
        return one.startsWith(UUID) != two.startsWith(UUID)
                || (one.startsWith(UUID) ? one.startsWith(two) || two.startsWith(one) : one.equals(two));
    }
}
