package org.dpoworkbench.engine.device;

import org.dpoworkbench.engine.compute.cuda.driver.CudaLibraries;

/// What `auto` chooses, and why.
public final class AutoDevice {
    /// Holds until its conformance, trajectories and speed have been seen on one.
    static final String UNTRIED = "The CUDA backend has not yet been run on a real card.";

    private AutoDevice() {}

    /// Why the CPU is chosen on this machine. Nothing of a driver is called.
    public static String reason() {
        return reason(CudaLibraries.haveDriver());
    }

    static String reason(boolean driver) {
        return driver
                ? "auto: the CPU. There is an NVIDIA driver here, but the CUDA backend has not yet been run on a real"
                        + " card: ask for it with --device cuda"
                : "auto: the CPU. No NVIDIA driver was found here";
    }
}
