package org.dpoworkbench.app.window.model.figures;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// A number that is typed: its text, what is wrong with it, and the last value that was right.
public final class NumberField<T> {
    private final StringProperty text = new SimpleStringProperty(this, "text", "");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyObjectWrapper<T> value;
    private final Function<String, T> read;
    private final Function<T, String> write;

    /// @param read throws [NumberFormatException] where the text is no number, [UserError] where it is one out of range
    NumberField(T initial, Function<String, T> read, Function<T, String> write) {
        this.value = new ReadOnlyObjectWrapper<>(this, "value", initial);
        this.read = read;
        this.write = write;
        text.set(write.apply(initial));
        text.subscribe(this::take);
    }

    public StringProperty textProperty() {
        return text;
    }

    /// What is wrong with the text; empty where all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<T> valueProperty() {
        return value.getReadOnlyProperty();
    }

    public T value() {
        return value.get();
    }

    /// Shows another value; the text stays where it says the same.
    void show(T other) {
        if (!other.equals(value.get()) || !problem.get().isEmpty()) {
            text.set(write.apply(other));
        }
    }

    private void take(String typed) {
        try {
            T now = read.apply(typed.strip());
            problem.set("");
            value.set(now);
        } catch (NumberFormatException e) {
            problem.set(Messages.text("figures.notANumber"));
        } catch (UserError e) {
            problem.set(sentence(e.problems().getFirst()));
        }
    }

    /// Without the concern that the problem begins with: the field stands beside it.
    private static String sentence(String problem) {
        String said = problem.replaceFirst("^[a-z]+: ", "");
        return Character.toUpperCase(said.charAt(0)) + said.substring(1) + ".";
    }
}
