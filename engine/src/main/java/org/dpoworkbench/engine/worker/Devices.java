package org.dpoworkbench.engine.worker;

import java.util.Optional;
import org.dpoworkbench.engine.compute.Backend;
import org.dpoworkbench.engine.compute.cpu.CpuBackend;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.problem.UserError;

/// Chooses what computes. Nothing asked for is ever replaced by something else.
public final class Devices {
    private Devices() {}

    /// What computes on a device.
    ///
    /// @throws UserError where the device asked for is not there, with the reason
    public static Backend open(DeviceConfig config) {
        require(config.device());
        return new CpuBackend(config.threads());
    }

    /// The same device with every matrix product on the processor's vector units; absent where they are there anyway.
    public static Optional<Backend> onVectorUnits(DeviceConfig config) {
        return CpuBackend.tilesHere() ? Optional.of(CpuBackend.onVectorUnits(config.threads())) : Optional.empty();
    }

    /// Fails where a device cannot compute here.
    public static void require(Device device) {
        switch (device) {
            case AUTO, CPU -> {}
            case CUDA ->
                throw new UserError("device cuda: there is no GPU backend in this version, so this run cannot "
                        + "compute on a GPU, and it is not moved to the CPU in silence. Ask for --device cpu.");
        }
    }

    /// Why `device` computes what it does, for the run's record.
    public static String reason(Device device) {
        return switch (device) {
            case AUTO -> "auto: the CPU is the only backend in this version";
            case CPU -> "asked for";
            case CUDA -> "asked for";
        };
    }
}
