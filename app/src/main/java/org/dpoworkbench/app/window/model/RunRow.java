package org.dpoworkbench.app.window.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// A line of the list of runs. It stays the same object while what it says changes, so that a selection holds.
public final class RunRow {
    private final ReadOnlyObjectWrapper<RunSummary> summary;

    RunRow(RunSummary summary) {
        this.summary = new ReadOnlyObjectWrapper<>(this, "summary", summary);
    }

    public String id() {
        return summary.get().id();
    }

    public RunSummary summary() {
        return summary.get();
    }

    public ReadOnlyObjectProperty<RunSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    void show(RunSummary now) {
        summary.set(now);
    }
}
