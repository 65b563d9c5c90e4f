package org.dpoworkbench.app.window.newrun;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/// A row of buttons of which one is pressed.
final class Segments<T> extends HBox {
    private final Map<T, ToggleButton> buttons = new LinkedHashMap<>();

    Segments(Iterable<T> choices, Function<T, String> title, ObservableValue<T> value, Consumer<T> choose) {
        var group = new ToggleGroup();
        for (T choice : choices) {
            var button = new ToggleButton(title.apply(choice));
            button.setToggleGroup(group);
            button.setAccessibleText(title.apply(choice));
            button.setOnAction(_ -> {
                button.setSelected(true);
                choose.accept(choice);
            });
            buttons.put(choice, button);
            getChildren().add(button);
        }
        for (int i = 0; i < getChildren().size(); i++) {
            getChildren()
                    .get(i)
                    .getStyleClass()
                    .add(i == 0 ? "left-pill" : i == getChildren().size() - 1 ? "right-pill" : "center-pill");
        }
        value.subscribe(now -> buttons.forEach((choice, button) -> button.setSelected(choice.equals(now))));
    }

    ToggleButton button(T choice) {
        return buttons.get(choice);
    }
}
