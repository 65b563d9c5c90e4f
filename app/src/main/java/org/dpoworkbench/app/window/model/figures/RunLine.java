package org.dpoworkbench.app.window.model.figures;

import java.util.Optional;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.window.model.run.RunItem;

/// A run as figures take it: whether it is drawn, and what it is called there.
public final class RunLine {
    private final RunItem item;
    private final StringProperty label = new SimpleStringProperty(this, "label", "");

    RunLine(RunItem item, String label) {
        this.item = item;
        this.label.set(label);
    }

    public RunItem item() {
        return item;
    }

    /// The user's own name for the run in figures; empty: [#usualLabel].
    public StringProperty labelProperty() {
        return label;
    }

    /// What the run is called elsewhere, or its folder's name where its settings are not known.
    public String usualLabel() {
        return item.label().isBlank() ? item.id() : item.label();
    }

    /// Whether the run stands still or its numbers are still being read, so that a figure of it should follow.
    boolean isBeingRead() {
        return !item.summary().underWay()
                || item.curves().lastStep() < item.summary().step();
    }

    /// The run as it is now, without what only its files tell.
    FigureRun now() {
        FigureRun run = item.summary()
                .config()
                .map(config -> FigureRun.of(item.id(), config, item.curves(), Optional.empty()))
                .orElseGet(() -> FigureRun.foreign(item.id(), item.id(), item.curves()));
        String name = label.get().isBlank() ? usualLabel() : label.get().strip();
        return run.in(item.path()).withLook(item.look()).withLabel(name);
    }
}
