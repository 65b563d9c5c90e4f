package org.dpoworkbench.engine.device;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A device's self-test, held against the CPU's.
///
/// @param largestError the largest relative difference of each number of its steps, by metric name
/// @param against      what its numbers were held against
/// @param tolerance    what is allowed
/// @param failed       why there are no numbers; absent where there are
public record SelfTestResult(
        String device,
        String computes,
        double gflops,
        double copyGbPerS,
        int steps,
        Map<String, Double> largestError,
        String against,
        double tolerance,
        boolean agrees,
        Optional<String> failed) {

    /// Some steps of float32 in another order of addition.
    public static final double FLOAT32_TOLERANCE = 1e-3;

    /// What a step's numbers are compared in.
    private static final List<String> COMPARED = List.of("loss", "grad_norm", "logps/chosen", "logps/rejected");

    /// @param against  what the right numbers are from
    /// @param expected the right numbers, step by step
    public static SelfTestResult of(
            SelfTestNumbers found, String against, List<Map<String, Double>> expected, double tolerance) {
        Map<String, Double> errors = new LinkedHashMap<>();
        COMPARED.forEach(metric -> errors.put(metric, largest(metric, expected, found.steps())));
        return new SelfTestResult(
                found.device(),
                found.computes(),
                found.gflops(),
                found.copyGbPerS(),
                found.steps().size(),
                errors,
                against,
                tolerance,
                errors.values().stream().allMatch(error -> error <= tolerance),
                Optional.empty());
    }

    /// A device that gave no numbers.
    public static SelfTestResult failed(String device, String why) {
        return new SelfTestResult(device, "", 0, 0, 0, Map.of(), "", FLOAT32_TOLERANCE, false, Optional.of(why));
    }

    private static double largest(String metric, List<Map<String, Double>> expected, List<Map<String, Double>> found) {
        double most = 0;
        for (int step = 0; step < expected.size(); step++) {
            Double right = expected.get(step).get(metric);
            Double is = step < found.size() ? found.get(step).get(metric) : null;
            if (right == null || is == null) {
                return Double.MAX_VALUE; // not a number: it is left out of a step
            }
            most = Math.max(most, Math.abs(is - right) / Math.max(Math.abs(right), Double.MIN_NORMAL));
        }
        return most;
    }
}
