package org.dpoworkbench.app.cli.options;

import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.DeviceConfig;
import picocli.CommandLine.Option;

/// Where it is computed.
public final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "NAME",
            defaultValue = "auto",
            completionCandidates = Devices.class,
            description = "Device: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}, which is the CPU). One that"
                    + " cannot compute here is refused with the reason; dpo doctor tells what each needs.")
    private Device device = Device.AUTO;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "0",
            description = "Threads that compute (default: ${DEFAULT-VALUE}, one for each processor).")
    private int threads;

    /// The device to compute on. Whether it can compute here is found when it is asked to.
    public DeviceConfig toConfig() {
        return new DeviceConfig(device, threads);
    }

    static final class Devices extends Names<Device> {
        Devices() {
            super(Device.class);
        }
    }
}
