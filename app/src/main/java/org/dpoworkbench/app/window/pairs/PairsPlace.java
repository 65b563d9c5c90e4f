package org.dpoworkbench.app.window.pairs;

import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Place;

/// The place *Pairs*.
public final class PairsPlace extends BorderPane {
    public PairsPlace(PlaceContext context) {
        setId("pairs-place");
        setCenter(new Label(Place.PAIRS.title()));
    }
}
