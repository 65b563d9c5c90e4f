package org.dpoworkbench.app.cli.options;

import org.dpoworkbench.app.machine.Machine;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Option;

/// Where it is computed.
public final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            completionCandidates = Devices.class,
            description = "Device: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, which is the CPU). cuda fails: "
                    + Machine.NO_GPU + ".")
    private Device device = Device.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads that compute (default: ${DEFAULT-VALUE}, one for each processor).")
    private int threads;

    /// The device to compute on.
    ///
    /// @throws UserError where a GPU is asked for: it never becomes the CPU in silence
    public DeviceConfig toConfig() {
        Problems.in("device")
                .check(
                        device != Device.CUDA,
                        "cuda is not available: %s. Leave --device out, or give --device cpu.",
                        Machine.NO_GPU)
                .collect(this::record)
                .throwIfAny();
        return record();
    }

    private DeviceConfig record() {
        return new DeviceConfig(device, threads);
    }

    static final class Devices extends Names<Device> {
        Devices() {
            super(Device.class);
        }
    }
}
