package org.dpoworkbench.engine.config;

/// The losses, by TRL's names.
public enum LossType implements Named {
    /// DPO; with `label_smoothing` above 0 it is cDPO.
    SIGMOID("sigmoid"),
    HINGE("hinge"),
    IPO("ipo");

    private final String text;

    LossType(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
