package org.dpoworkbench.app.window.samples;

import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Place;

/// The place *Samples*.
public final class SamplesPlace extends BorderPane {
    public SamplesPlace(PlaceContext context) {
        setId("samples-place");
        setCenter(new Label(Place.SAMPLES.title()));
    }
}
