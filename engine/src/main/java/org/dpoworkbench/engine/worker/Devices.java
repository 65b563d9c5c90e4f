package org.dpoworkbench.engine.worker;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.BackendProvider;
import org.dpoworkbench.engine.compute.BackendSettings;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.device.AutoDevice;
import org.dpoworkbench.engine.problem.UserError;

/// Chooses what computes. Nothing asked for is ever replaced by something else.
public final class Devices {
    private Devices() {}

    /// What computes on a device.
    ///
    /// @throws UserError where the device asked for is not there, with the reason
    public static Backend open(DeviceConfig config) {
        return switch (config.device()) {
            case AUTO, CPU -> new CpuBackend(config.threads());
            case CUDA -> throw noCuda();
            case ND4J_CUDA -> nd4j().open(new BackendSettings(config.threads(), config.gpu()));
        };
    }

    /// The same device with every matrix product on the processor's vector units; absent where they are there anyway.
    public static Optional<Backend> onVectorUnits(DeviceConfig config) {
        return CpuBackend.tilesHere() ? Optional.of(CpuBackend.onVectorUnits(config.threads())) : Optional.empty();
    }

    /// Fails where a device cannot compute here.
    public static void require(Device device) {
        switch (device) {
            case AUTO, CPU -> {}
            case CUDA -> throw noCuda();
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

    private static UserError noCuda() {
        String driver = "";
        try {
            CudaLibraries.search().driver();
        } catch (UserError e) {
            driver = " " + e.getMessage();
        }
        return new UserError("device cuda: there is no CUDA backend in this version, so this run cannot "
                + "compute on a GPU, and it is not moved to the CPU in silence. Ask for --device cpu." + driver);
    }

    private static BackendProvider nd4j() {
        BackendProvider provider = BackendProvider.named(Device.ND4J_CUDA.text())
                .orElseThrow(() -> new UserError(
                        "device nd4j-cuda: this build has no ND4J backend, and the run is not moved to the CPU in"
                                + " silence. Build with -Pnd4j-cuda, or ask for --device cpu."));
        provider.whyNot().ifPresent(reason -> {
            throw new UserError("device nd4j-cuda: " + reason);
        });
        return provider;
    }
}
