package org.dpoworkbench.app.window.model.newrun;

import java.util.Optional;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;

/// What runs share when they compute at the same time: the CPU, or one card.
///
/// Cards are told apart as runs name them. One card named by its number here and by its UUID there counts as two.
///
/// @param card its UUID or number; absent: the CPU
record ComputingPlace(Optional<String> card) {
    static final ComputingPlace CPU = new ComputingPlace(Optional.empty());

    private static final String FIRST_CARD = "0";

    /// Where a run computes: `auto` is the CPU in this version, and a card that is not named is the first.
    static ComputingPlace of(DeviceConfig config) {
        return switch (config.device()) {
            case AUTO, CPU -> CPU;
            case CUDA, ND4J_CUDA -> new ComputingPlace(Optional.of(config.gpu().orElse(FIRST_CARD)));
        };
    }
}
