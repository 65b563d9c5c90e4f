package org.dpoworkbench.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.RunConfig;

/// Says once where a setting that was left at the command line's default, TRL's, is not what the window's form would
/// choose for a model of this size.
final class DefaultsHint {
    /// Below this size of the weights' files, in bytes, a model is of the sample's kind: 1 to 2 million parameters.
    private static final long SMALL_MODEL = 20_000_000;

    private DefaultsHint() {}

    /// @param given the options on the command line
    static Optional<String> of(RunConfig config, Set<String> given) {
        boolean small = weightBytes(config.model().model()) < SMALL_MODEL;
        int pairs = small ? 16 : 32;
        List<String> other = new ArrayList<>();
        if (small) {
            note(other, given, "--learning-rate", "about 1e-4", "1e-6");
        }
        if (!given.contains("--gradient-accumulation-steps")) {
            note(other, given, "--per-device-train-batch-size", Integer.toString(pairs), "8");
        }
        if (!given.contains("--max-steps") && !small) {
            note(other, given, "--num-train-epochs", "1", "3");
        }
        if (!given.contains("--lr-scheduler-type")) {
            note(other, given, "--warmup-steps", "0.1", "0");
        }
        if (small && config.data().maxLength().isEmpty()) {
            note(other, given, "--max-length", "128", "the model's context, at most 1024");
        }
        if (config.loss().has(LossType.IPO)) {
            note(other, given, "--ipo-normalisation", "sum", "mean");
        }
        if (config.loss().has(LossType.SIMPO)) {
            note(other, given, "--beta", "2", "0.1");
            note(other, given, "--simpo-gamma", "1", "0.5");
        }
        if (config.loss().has(LossType.ORPO) && !small) {
            note(other, given, "--learning-rate", "8e-6", "1e-6");
        }
        return other.isEmpty()
                ? Optional.empty()
                : Optional.of("Left at TRL's defaults; for this model the form would choose: "
                        + String.join(", ", other) + ".");
    }

    private static void note(List<String> other, Set<String> given, String option, String form, String here) {
        if (!given.contains(option)) {
            other.add("%s %s (is %s)".formatted(option, form, here));
        }
    }

    /// No small model where the folder cannot be read: it is the check that says so.
    private static long weightBytes(Path model) {
        try (Stream<Path> files = Files.list(model)) {
            return files.filter(file -> file.toString().endsWith(".safetensors"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
