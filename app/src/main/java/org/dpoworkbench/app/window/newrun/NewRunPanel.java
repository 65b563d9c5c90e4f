package org.dpoworkbench.app.window.newrun;

import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.ui.Messages;

/// The panel *New run*, which slides over any place.
public final class NewRunPanel extends BorderPane {
    public NewRunPanel(PlaceContext context, NewRunRequest request) {
        setId("new-run-panel");
        setCenter(new Label(Messages.text("newrun.title")));
    }
}
