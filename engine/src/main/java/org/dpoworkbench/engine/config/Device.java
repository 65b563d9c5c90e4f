package org.dpoworkbench.engine.config;

/// Devices that can be asked for.
public enum Device implements Named {
    AUTO("auto"),
    CPU("cpu"),
    /// Not there yet: asking for it fails with the reason, it never becomes the CPU in silence.
    CUDA("cuda");

    private final String text;

    Device(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
