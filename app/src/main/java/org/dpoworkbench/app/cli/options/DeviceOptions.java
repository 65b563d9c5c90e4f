package org.dpoworkbench.app.cli.options;

import java.util.Optional;
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

    @Option(
            names = "--gpu",
            paramLabel = "CARD",
            description =
                    "The card to compute on, its UUID or its number, for --device cuda and nd4j-cuda (default: the"
                            + " first that can compute).")
    private Optional<String> gpu = Optional.empty();

    @Option(
            names = "--bf16",
            description = "Multiply matrices in bfloat16, adding up in float32, for --device cuda (default: off)."
                    + " Weights stay float32.")
    private boolean bf16;

    @Option(
            names = "--tf32",
            description = "Multiply matrices in TF32, adding up in float32, for --device cuda (default: off). With"
                    + " neither, in float32.")
    private boolean tf32;

    /// The device to compute on. Whether it can compute here is found when it is asked to.
    public DeviceConfig toConfig() {
        return new DeviceConfig(device, threads, gpu, bf16, tf32);
    }

    static final class Devices extends Names<Device> {
        Devices() {
            super(Device.class);
        }
    }
}
