package org.dpoworkbench.engine.config;

/// Devices that can be asked for.
public enum Device implements Named {
    AUTO("auto"),
    CPU("cpu"),
    /// A card of compute capability 8.0 or newer. Where it cannot compute the run fails with the reason: it never
    /// becomes the CPU in silence. So with every device.
    CUDA("cuda"),
    /// A card of compute capability up to 8.9, by ND4J, in the build that carries it.
    ND4J_CUDA("nd4j-cuda");

    private final String text;

    Device(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
