package org.dpoworkbench.engine.config;

import org.dpoworkbench.engine.problem.Problems;

/// Where a run computes.
///
/// @param threads worker threads; 0: one for each processor
public record DeviceConfig(Device device, int threads) {
    public DeviceConfig {
        Problems.in("device")
                .check(threads >= 0, "threads must be >= 0, is %s", threads)
                .throwIfAny();
    }
}
