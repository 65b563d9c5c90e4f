package org.dpoworkbench.app.window.model;

import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The step that charts, tables, pairs and samples look at together.
public final class Marker {
    private final ReadOnlyObjectWrapper<OptionalInt> step =
            new ReadOnlyObjectWrapper<>(this, "step", OptionalInt.empty());

    /// The marked step; empty: the newest of each run.
    public ReadOnlyObjectProperty<OptionalInt> stepProperty() {
        return step.getReadOnlyProperty();
    }

    public OptionalInt step() {
        return step.get();
    }

    /// @param marked >= 0
    public void moveTo(int marked) {
        step.set(OptionalInt.of(Math.max(0, marked)));
    }

    public void clear() {
        step.set(OptionalInt.empty());
    }
}
