package org.dpoworkbench.app.window.figures;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.ComboBox;
import javafx.util.StringConverter;

/// A choice between a few values, each with its text.
final class Choice<T> extends ComboBox<T> {
    Choice(List<T> values, Function<T, String> text, String accessible) {
        getItems().setAll(values);
        setAccessibleText(accessible);
        setMaxWidth(Double.MAX_VALUE);
        setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : text.apply(value);
            }

            @Override
            public T fromString(String string) {
                throw new UnsupportedOperationException("Values are only chosen");
            }
        });
    }

    static <T> Choice<T> of(List<T> values, Function<T, String> text, String accessible, Property<T> property) {
        var choice = new Choice<>(values, text, accessible);
        choice.valueProperty().bindBidirectional(property);
        return choice;
    }
}
