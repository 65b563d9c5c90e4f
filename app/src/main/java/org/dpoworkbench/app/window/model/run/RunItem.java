package org.dpoworkbench.app.window.model.run;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.run.RunFolder;

/// A run wherever the window shows it. It stays the same object while what it says changes, so that a selection holds.
public final class RunItem {
    private final RunFolder folder;
    private final Optional<GuestRun> guest;
    private final ReadOnlyObjectWrapper<RunSummary> summary;
    private final ReadOnlyObjectWrapper<RunCurves> curves =
            new ReadOnlyObjectWrapper<>(this, "curves", RunCurves.EMPTY);
    private final BooleanProperty shown = new SimpleBooleanProperty(this, "shown");
    private final IntegerProperty look = new SimpleIntegerProperty(this, "look");
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final ObservableSet<String> tags = FXCollections.observableSet();

    private Optional<RunReading> reading = Optional.empty();

    /// A run of the project.
    RunItem(RunReading reading) {
        this.folder = reading.folder();
        this.guest = Optional.empty();
        this.reading = Optional.of(reading);
        this.summary = new ReadOnlyObjectWrapper<>(this, "summary", reading.summary());
    }

    /// A run of another program.
    RunItem(GuestRun guest) {
        this.folder = new RunFolder(guest.path());
        this.guest = Optional.of(guest);
        this.summary = new ReadOnlyObjectWrapper<>(this, "summary", RunSummary.of(guest, RunCurves.EMPTY));
    }

    public String id() {
        return summary.get().id();
    }

    /// Where the run's files lie; of a guest only its path is true, as its files have other names.
    public RunFolder folder() {
        return folder;
    }

    public Path path() {
        return folder.path();
    }

    /// Whether another program made the run: it has no worker, no configuration, and is never written to.
    public boolean isGuest() {
        return guest.isPresent();
    }

    /// What program a guest comes from; empty for the project's own runs.
    public Optional<String> origin() {
        return guest.map(GuestRun::origin);
    }

    Optional<GuestRun> guest() {
        return guest;
    }

    /// What the last look at the run's folder found; empty for guests.
    Optional<RunReading> reading() {
        return reading;
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

    /// What the run has recorded, while somebody looks at it: its eye is open, it is under way,
    /// selected or the baseline. Empty otherwise. A long run's metrics come one after the other, those that
    /// charts show first before the others; a growing run's come as new snapshots, fifteen times a second
    /// at most.
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

    /// The name that the user gave the run; empty: it goes by its badge.
    public StringProperty nameProperty() {
        return name;
    }

    /// The run's name where it has one, its badge otherwise.
    public String label() {
        return name.get().isBlank() ? summary().badge() : name.get();
    }

    /// The user's own words for the run, to filter and group by.
    public ObservableSet<String> tags() {
        return tags;
    }

    void show(RunReading now, RunSummary line) {
        reading = Optional.of(now);
        show(line);
    }

    void show(RunSummary now) {
        summary.set(now);
    }

    void show(RunCurves now) {
        curves.set(now);
    }
}
