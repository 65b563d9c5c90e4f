package org.dpoworkbench.app.window.control;

import java.util.function.Supplier;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/// Shows a node as long as a condition holds, and makes it when it holds for the first time.
public final class WhileNeeded extends StackPane {
    /// Held here: a binding is not kept by what it is made of.
    private final ObservableValue<Boolean> condition;

    public WhileNeeded(ObservableValue<Boolean> condition, Supplier<? extends Node> content) {
        this.condition = condition;
        this.condition.subscribe(holds -> {
            if (holds && getChildren().isEmpty()) {
                getChildren().add(content.get());
            }
            setVisible(holds);
            setManaged(holds);
        });
    }
}
