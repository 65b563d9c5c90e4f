package org.dpoworkbench.app.window.model;

import java.util.Locale;
import org.dpoworkbench.ui.Messages;

/// The places of the window; the first five are the work, the others the workshop.
public enum Place {
    DATA,
    RUNS,
    PAIRS,
    SAMPLES,
    FIGURES,
    DEVICE,
    SETTINGS;

    public String title() {
        return switch (this) {
            case DATA -> Messages.text("place.data");
            case RUNS -> Messages.text("place.runs");
            case PAIRS -> Messages.text("place.pairs");
            case SAMPLES -> Messages.text("place.samples");
            case FIGURES -> Messages.text("place.figures");
            case DEVICE -> Messages.text("place.device");
            case SETTINGS -> Messages.text("place.settings");
        };
    }

    /// Name in settings files and node ids.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
