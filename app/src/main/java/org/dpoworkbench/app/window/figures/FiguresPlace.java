package org.dpoworkbench.app.window.figures;

import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Place;

/// The place *Figures*.
public final class FiguresPlace extends BorderPane {
    public FiguresPlace(PlaceContext context) {
        setId("figures-place");
        setCenter(new Label(Place.FIGURES.title()));
    }
}
