package org.dpoworkbench.app.window.pairs;

import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// Whether dots glide: as the user has it, and never where the system asks for reduced motion.
final class Motion {
    private final BooleanProperty wanted = new SimpleBooleanProperty(this, "wanted", true);

    BooleanProperty wantedProperty() {
        return wanted;
    }

    boolean isOn() {
        return wanted.get() && !Platform.getPreferences().isReducedMotion();
    }
}
