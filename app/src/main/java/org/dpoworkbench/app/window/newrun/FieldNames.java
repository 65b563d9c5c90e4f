package org.dpoworkbench.app.window.newrun;

import javafx.util.StringConverter;
import org.dpoworkbench.app.window.model.newrun.Field;

/// Fields by their settings' names.
final class FieldNames extends StringConverter<Field> {
    static final FieldNames INSTANCE = new FieldNames();

    @Override
    public String toString(Field field) {
        return field == null ? "" : field.key();
    }

    @Override
    public Field fromString(String text) {
        return Field.named(text).orElseThrow(() -> new IllegalArgumentException(text));
    }
}
