package org.dpoworkbench.engine.worker;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.BackendProvider;
import org.dpoworkbench.engine.compute.BackendSettings;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.compute.cpu.MatrixUnit;
import org.dpoworkbench.engine.compute.cuda.CudaCard;
import org.dpoworkbench.engine.compute.cuda.Precision;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.device.AutoDevice;
import org.dpoworkbench.engine.problem.UserError;

/// Chooses what computes. Nothing asked for is ever replaced by something else.
public final class Devices {
    private static final String NOT_MOVED =
            "What was asked for on a card is not moved to the CPU: ask for --device cpu where you want that.";

    private Devices() {}

    /// What computes on a device.
    ///
    /// @throws UserError where the device asked for is not there, with the reason
    public static Backend open(DeviceConfig config) {
        return switch (config.device()) {
            case AUTO, CPU -> new CpuBackend(config.threads());
            case CUDA -> cuda(config);
            case ND4J_CUDA -> nd4j().open(new BackendSettings(config.threads(), config.gpu()));
        };
    }

    /// The same device with every matrix product by OpenBLAS; absent where they are anyway.
    public static Optional<Backend> byOpenBlas(DeviceConfig config) {
        return MatrixUnit.here() == MatrixUnit.OPENBLAS
                ? Optional.empty()
                : Optional.of(new CpuBackend(config.threads(), MatrixUnit.OPENBLAS));
    }

    /// Fails where a device cannot compute here.
    public static void require(Device device) {
        switch (device) {
            case AUTO, CPU -> {}
            case CUDA -> requireDriver();
            case ND4J_CUDA -> nd4j();
        }
    }

    /// Why `device` computes what it does, for the run's record.
    public static String reason(Device device) {
        return switch (device) {
            case AUTO -> AutoDevice.reason();
            case CPU, CUDA, ND4J_CUDA -> "asked for";
        };
    }

    private static Backend cuda(DeviceConfig config) {
        Precision precision = config.bf16() ? Precision.BFLOAT16 : config.tf32() ? Precision.TF32 : Precision.FLOAT32;
        try {
            return CudaCard.open(config.gpu(), precision);
        } catch (UserError e) {
            throw new UserError("device cuda: " + e.getMessage() + " " + NOT_MOVED, e);
        }
    }

    /// Looks for the driver's file alone: what calls a driver is for the computing process.
    private static void requireDriver() {
        try {
            CudaLibraries.search().driver();
        } catch (UserError e) {
            throw new UserError("device cuda: " + e.getMessage() + " " + NOT_MOVED, e);
        }
    }

    private static BackendProvider nd4j() {
        BackendProvider provider = BackendProvider.named(Device.ND4J_CUDA.text())
                .orElseThrow(() -> new UserError(
                        "device nd4j-cuda: this build has no ND4J backend, and the run is not moved to the CPU in"
                                + " silence. Build with -Pnd4j-cuda, or ask for --device cpu."));
        provider.whyNot().ifPresent(reason -> {
            throw new UserError("device nd4j-cuda: " + reason + " " + NOT_MOVED);
        });
        return provider;
    }
}
