package org.dpoworkbench.engine.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.dpoworkbench.engine.problem.Problems;

/// Training low-rank adapters instead of the weights (Hu et al. 2021, arXiv 2106.09685): beside a frozen matrix W
/// stands `scale · B · A` with A (r, inputs) and B (outputs, r), and only A and B change.
///
/// A new adapter has all its settings. One that starts from a folder has that folder's, so that a setting is absent
/// here or says the same; only the dropout may be another.
///
/// @param loraR             rank, >= 1; TRL's default is 16
/// @param loraAlpha         numerator of the scale, > 0; TRL's default is 32
/// @param loraDropout       probability that an input of A is 0 while training, in [0, 1); TRL's default is 0.05
/// @param loraTargetModules which linear maps get an adapter; absent: PEFT's for the architecture
/// @param useRslora         the scale is alpha / √r (Kalajdzievski 2023, arXiv 2312.03732) instead of alpha / r
/// @param adapter           folder in PEFT's layout to start from; it is the reference too, where none is named
public record LoraConfig(
        OptionalInt loraR,
        OptionalDouble loraAlpha,
        OptionalDouble loraDropout,
        Optional<TargetModules> loraTargetModules,
        Optional<Boolean> useRslora,
        Optional<Path> adapter) {
    public LoraConfig {
        boolean fresh = adapter.isEmpty();
        Problems.in("lora")
                .check(!fresh || loraR.isPresent(), "lora_r is missing; only an adapter to start from would say it")
                .check(
                        !fresh || loraAlpha.isPresent(),
                        "lora_alpha is missing; only an adapter to start from would say it")
                .check(
                        !fresh || loraDropout.isPresent(),
                        "lora_dropout is missing; only an adapter to start from would say it")
                .check(
                        !fresh || useRslora.isPresent(),
                        "use_rslora is missing; only an adapter to start from would say it")
                .check(loraR.isEmpty() || loraR.getAsInt() >= 1, "lora_r must be >= 1, is %s", loraR.orElse(0))
                .check(
                        loraAlpha.isEmpty()
                                || (loraAlpha.getAsDouble() > 0 && Double.isFinite(loraAlpha.getAsDouble())),
                        "lora_alpha must be a number above 0, is %s",
                        loraAlpha.orElse(0))
                .check(
                        loraDropout.isEmpty() || (loraDropout.getAsDouble() >= 0 && loraDropout.getAsDouble() < 1),
                        "lora_dropout must be in [0, 1), is %s",
                        loraDropout.orElse(0))
                .throwIfAny();
    }

    /// A new adapter.
    ///
    /// @param targets empty: PEFT's for the architecture
    public static LoraConfig fresh(
            int r, double alpha, double dropout, Optional<TargetModules> targets, boolean rslora) {
        return new LoraConfig(
                OptionalInt.of(r),
                OptionalDouble.of(alpha),
                OptionalDouble.of(dropout),
                targets,
                Optional.of(rslora),
                Optional.empty());
    }

    /// One that goes on with an adapter as it is.
    public static LoraConfig from(Path adapter) {
        return new LoraConfig(
                OptionalInt.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(adapter));
    }

    LoraConfig resolvedIn(Path folder) {
        return new LoraConfig(
                loraR,
                loraAlpha,
                loraDropout,
                loraTargetModules,
                useRslora,
                adapter.map(a -> folder.resolve(a).normalize()));
    }
}
