package org.dpoworkbench.app.window.model.run;

import java.nio.file.Path;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.run.RunFolder;

/// A run wherever the window shows it. It stays the same object while what it says changes, so that a selection holds.
public final class RunItem {
    private final RunFolder folder;
    private final ReadOnlyObjectWrapper<RunSummary> summary;
    private final ReadOnlyObjectWrapper<RunCurves> curves =
            new ReadOnlyObjectWrapper<>(this, "curves", RunCurves.EMPTY);
    private final BooleanProperty shown = new SimpleBooleanProperty(this, "shown");
    private final IntegerProperty look = new SimpleIntegerProperty(this, "look");

    RunItem(RunFolder folder, RunSummary summary) {
        this.folder = folder;
        this.summary = new ReadOnlyObjectWrapper<>(this, "summary", summary);
    }

    public String id() {
        return summary.get().id();
    }

    /// Where the run's files lie.
    public RunFolder folder() {
        return folder;
    }

    public Path path() {
        return folder.path();
    }

    public RunSummary summary() {
        return summary.get();
    }

    /// State, badge, key figures.
    public ReadOnlyObjectProperty<RunSummary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    public RunCurves curves() {
        return curves.get();
    }

    /// What the run has recorded; a new snapshot as it grows, ten times a second at most.
    public ReadOnlyObjectProperty<RunCurves> curvesProperty() {
        return curves.getReadOnlyProperty();
    }

    /// Whether the run's eye is open: its curves are drawn.
    public BooleanProperty shownProperty() {
        return shown;
    }

    /// Index of the run's [RunLook], the same in every place.
    public IntegerProperty lookProperty() {
        return look;
    }

    public RunLook look() {
        return RunLook.of(look.get());
    }

    void show(RunSummary now) {
        summary.set(now);
    }

    void show(RunCurves now) {
        curves.set(now);
    }
}
