package org.dpoworkbench.app.window.chart;

import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// A choice of few, side by side.
final class Segments<T> extends HBox {
    private final Map<T, ToggleButton> buttons = new HashMap<>();

    Segments(ObjectProperty<T> choice, List<T> values, Function<T, String> name, Function<T, String> tip) {
        getStyleClass().add("segments");
        for (T value : values) {
            var button = new ToggleButton(name.apply(value));
            button.getStyleClass().addAll(Styles.SMALL, pill(values.indexOf(value), values.size()));
            button.setAccessibleText(name.apply(value));
            var tooltip = new Tooltip(tip.apply(value));
            tooltip.setWrapText(true);
            tooltip.setMaxWidth(420);
            button.setTooltip(tooltip);
            button.setOnAction(_ -> {
                button.setSelected(true);
                choice.set(value);
            });
            choice.subscribe(now -> button.setSelected(now.equals(value)));
            buttons.put(value, button);
            getChildren().add(button);
        }
    }

    /// Only what is possible can be chosen.
    void enable(Predicate<T> possible) {
        buttons.forEach((value, button) -> button.setDisable(!possible.test(value)));
    }

    private static String pill(int index, int count) {
        if (index == 0) {
            return Styles.LEFT_PILL;
        }
        return index == count - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL;
    }
}
