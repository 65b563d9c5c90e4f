package org.dpoworkbench.app.window.model.newrun;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// A field of the form: its text, and what is wrong with it.
public final class FieldItem {
    private final Field field;
    private final StringProperty text;
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper(this, "remark", "");

    FieldItem(Field field, String text) {
        this.field = field;
        this.text = new SimpleStringProperty(this, "text", text);
    }

    public Field field() {
        return field;
    }

    public StringProperty textProperty() {
        return text;
    }

    public String text() {
        return text.get();
    }

    /// Empty where all is well.
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// What a check found out about it; empty where nothing.
    public ReadOnlyStringProperty remarkProperty() {
        return remark.getReadOnlyProperty();
    }

    void error(String now) {
        error.set(now);
    }

    void remark(String now) {
        remark.set(now);
    }
}
