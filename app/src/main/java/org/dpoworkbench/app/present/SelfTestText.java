package org.dpoworkbench.app.present;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.dpoworkbench.engine.device.SelfTestResult;

/// A device's self-test in the words of both faces.
public final class SelfTestText {
    private SelfTestText() {}

    public static String of(SelfTestResult result) {
        if (result.failed().isPresent()) {
            return "%s failed: %s".formatted(result.device(), result.failed().get());
        }
        Map.Entry<String, Double> worst = result.largestError().entrySet().stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s %s: %d DPO steps of a small random model within %.1e of %s (%s; %.0e is allowed), %.0f GFLOP/s in"
                        + " matrix products, %.1f GB/s in copies (%s)",
                result.device(),
                result.agrees() ? "agrees" : "DOES NOT AGREE",
                result.steps(),
                worst.getValue(),
                result.against(),
                worst.getKey(),
                result.tolerance(),
                result.gflops(),
                result.copyGbPerS(),
                result.computes());
    }
}
