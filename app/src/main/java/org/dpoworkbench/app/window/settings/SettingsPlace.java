package org.dpoworkbench.app.window.settings;

import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Place;

/// The place *Settings*.
public final class SettingsPlace extends BorderPane {
    public SettingsPlace(PlaceContext context) {
        setId("settings-place");
        setCenter(new Label(Place.SETTINGS.title()));
    }
}
