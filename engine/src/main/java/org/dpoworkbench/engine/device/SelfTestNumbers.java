package org.dpoworkbench.engine.device;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a device made of the self-test: a small model with random weights, trained for a few DPO steps on random
/// tokens, the same everywhere.
///
/// @param device     as in configurations
/// @param computes   what computed
/// @param gflops     thousand million additions and multiplications a second of large matrix products
/// @param copyGbPerS thousand million bytes a second, read and written, where memory is copied on the device
/// @param steps      each step's numbers by metric name
/// @param control    the same from another of the device's units, where it has one
public record SelfTestNumbers(
        String device,
        String computes,
        double gflops,
        double copyGbPerS,
        List<Map<String, Double>> steps,
        Optional<List<Map<String, Double>>> control) {
    public SelfTestNumbers {
        steps = List.copyOf(steps);
    }
}
