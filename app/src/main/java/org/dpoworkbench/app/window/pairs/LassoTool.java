package org.dpoworkbench.app.window.pairs;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/// Whether dragging draws a free line or a rectangle, in all clouds.
final class LassoTool {
    private final BooleanProperty rectangle = new SimpleBooleanProperty(this, "rectangle");

    BooleanProperty rectangleProperty() {
        return rectangle;
    }
}
