package org.dpoworkbench.app.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.config.LoraConfig;
import org.dpoworkbench.engine.config.TargetModules;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Option;

/// Low-rank adapters in place of all weights.
public final class LoraOptions {
    private static final int R = 16;
    private static final double ALPHA = 32;
    private static final double DROPOUT = 0.05;

    @Option(
            names = "--use-peft",
            description = "Train a low-rank adapter (LoRA) over the frozen weights of --model instead of all weights."
                    + " The reference is the model without the adapter (default: off).")
    private boolean usePeft;

    @Option(
            names = "--adapter",
            paramLabel = "DIR",
            description = "Train on from the LoRA adapter in this folder, in PEFT's layout; as it is there, it is the"
                    + " reference. Its settings are taken over (default: none).")
    private Optional<Path> adapter = Optional.empty();

    @Option(names = "--lora-r", paramLabel = "N", description = "Rank of the adapter (default: 16).")
    private Optional<Integer> loraR = Optional.empty();

    @Option(
            names = "--lora-alpha",
            paramLabel = "NUMBER",
            description = "The adapter acts with the factor alpha / r (default: 32).")
    private Optional<Double> loraAlpha = Optional.empty();

    @Option(
            names = "--lora-dropout",
            paramLabel = "SHARE",
            description = "Probability that an input of the adapter is left out while training, in [0, 1)"
                    + " (default: 0.05).")
    private Optional<Double> loraDropout = Optional.empty();

    @Option(
            names = "--lora-target-modules",
            paramLabel = "NAMES",
            description = "Linear maps that get an adapter: the last parts of their names, separated by commas"
                    + " (q_proj,v_proj), a regular expression for the whole name, or all-linear (default: PEFT's for the"
                    + " architecture).")
    private Optional<String> loraTargetModules = Optional.empty();

    @Option(names = "--use-rslora", description = "The adapter acts with the factor alpha / √r (default: off).")
    private boolean useRslora;

    /// The adapter to train; empty: all weights are.
    Optional<LoraConfig> toConfig() {
        Problems problems = Problems.in("lora");
        if (!usePeft && adapter.isEmpty()) {
            refuse(problems, "lora_r", loraR.isPresent());
            refuse(problems, "lora_alpha", loraAlpha.isPresent());
            refuse(problems, "lora_dropout", loraDropout.isPresent());
            refuse(problems, "lora_target_modules", loraTargetModules.isPresent());
            refuse(problems, "use_rslora", useRslora);
            problems.throwIfAny();
            return Optional.empty();
        }
        return Optional.of(record());
    }

    private static void refuse(Problems problems, String setting, boolean given) {
        problems.check(
                !given, "%s is not used where all weights are trained; give --use-peft to train an adapter", setting);
    }

    private LoraConfig record() {
        Optional<TargetModules> targets = loraTargetModules.map(TargetModules::of);
        if (adapter.isEmpty()) {
            return LoraConfig.fresh(
                    loraR.orElse(R), loraAlpha.orElse(ALPHA), loraDropout.orElse(DROPOUT), targets, useRslora);
        }
        return new LoraConfig(
                DataOptions.optionalInt(loraR),
                optionalDouble(loraAlpha),
                optionalDouble(loraDropout),
                targets,
                useRslora ? Optional.of(true) : Optional.empty(),
                adapter.map(ModelOptions::absolute));
    }

    private static OptionalDouble optionalDouble(Optional<Double> value) {
        return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
    }
}
