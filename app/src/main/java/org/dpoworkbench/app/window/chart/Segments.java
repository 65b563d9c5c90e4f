package org.dpoworkbench.app.window.chart;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// A choice of few, side by side.
final class Segments<T> extends HBox {
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
            getChildren().add(button);
        }
    }

    private static String pill(int index, int count) {
        if (index == 0) {
            return Styles.LEFT_PILL;
        }
        return index == count - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL;
    }
}
