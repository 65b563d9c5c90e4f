package org.dpoworkbench.app.window.device;

import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Place;

/// The place *Device*.
public final class DevicePlace extends BorderPane {
    public DevicePlace(PlaceContext context) {
        setId("device-place");
        setCenter(new Label(Place.DEVICE.title()));
    }
}
