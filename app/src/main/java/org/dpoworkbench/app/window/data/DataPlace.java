package org.dpoworkbench.app.window.data;

import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Place;

/// The place *Data*.
public final class DataPlace extends BorderPane {
    public DataPlace(PlaceContext context) {
        setId("data-place");
        setCenter(new Label(Place.DATA.title()));
    }
}
