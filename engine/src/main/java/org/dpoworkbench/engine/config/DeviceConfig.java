package org.dpoworkbench.engine.config;

import java.util.Optional;
import org.dpoworkbench.engine.problem.Problems;

/// Where a run computes, and in which number type a card multiplies matrices.
///
/// @param threads the processor's threads that compute; 0: one for each processor
/// @param gpu     the card: its UUID, the beginning of it, or its number; absent: the first that can compute
/// @param bf16    matrix products of bfloat16 factors, added up in float32; for `cuda` alone
/// @param tf32    matrix products of TF32 factors, added up in float32; for `cuda` alone. With neither, float32.
public record DeviceConfig(Device device, int threads, Optional<String> gpu, boolean bf16, boolean tf32) {
    public DeviceConfig {
        Problems.in("device")
                .check(threads >= 0, "threads must be >= 0, is %s", threads)
                .check(
                        !(bf16 && tf32),
                        "bf16 and tf32 are two number types for the same matrix products. Give one of them, or neither"
                                + " for float32.")
                .check(!bf16 || device == Device.CUDA, "bf16 %s", notFor(device))
                .check(!tf32 || device == Device.CUDA, "tf32 %s", notFor(device))
                .check(gpu.isEmpty() || !gpu.get().isBlank(), "gpu must be a card's UUID or number, is empty")
                .check(
                        gpu.isEmpty() || device == Device.CUDA || device == Device.ND4J_CUDA,
                        "gpu names a card, and device %s is none. Name it: --device cuda.",
                        device.text())
                .throwIfAny();
    }

    /// On a device with what it does unless told otherwise.
    public DeviceConfig(Device device, int threads) {
        this(device, threads, Optional.empty(), false, false);
    }

    private static String notFor(Device device) {
        return switch (device) {
            case AUTO ->
                "is for device cuda alone, and device auto may be the CPU, which computes in float32. Name the device:"
                        + " --device cuda.";
            case CPU -> "is for device cuda alone: the CPU computes in float32. Leave it out, or give --device cuda.";
            case ND4J_CUDA -> "is for device cuda alone: ND4J computes in float32. Leave it out.";
            case CUDA -> "";
        };
    }
}
