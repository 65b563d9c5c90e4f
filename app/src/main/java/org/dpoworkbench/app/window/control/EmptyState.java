package org.dpoworkbench.app.window.control;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Stands where data will be: says what belongs there and offers the first step.
public final class EmptyState extends VBox {
    /// @param firstSteps buttons and the like
    public EmptyState(String title, String what, Node... firstSteps) {
        getStyleClass().add("empty-state");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        var head = new Label(title);
        head.getStyleClass().add("title");
        var text = new Label(what);
        text.setWrapText(true);
        getChildren().addAll(head, text);
        getChildren().addAll(firstSteps);
    }
}
