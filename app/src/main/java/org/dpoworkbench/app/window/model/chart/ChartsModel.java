package org.dpoworkbench.app.window.model.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.dpoworkbench.app.chart.curve.Domain;
import org.dpoworkbench.app.chart.curve.Span;
import org.dpoworkbench.app.present.MovingMean;
import org.dpoworkbench.app.present.RunLabels;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;

/// The charts of the runs that are shown: which there are, and how they are looked at.
public final class ChartsModel {
    private final RunList list;
    private final Executor ui;
    private final Map<String, Subscription> followed = new HashMap<>();
    private final ObjectProperty<Domain> domain = new SimpleObjectProperty<>(this, "domain", Domain.STEP);
    private final DoubleProperty smoothing = new SimpleDoubleProperty(this, "smoothing", MovingMean.USUAL_SHARE);
    private final ObjectProperty<Arrangement> arrangement =
            new SimpleObjectProperty<>(this, "arrangement", Arrangement.OVERLAY);
    private final ObjectProperty<Matching> matching = new SimpleObjectProperty<>(this, "matching", Matching.STEP);
    private final ObjectProperty<Optional<Span>> zoom = new SimpleObjectProperty<>(this, "zoom", Optional.empty());
    private final ObservableList<String> added = FXCollections.observableArrayList();
    private final Map<String, BooleanProperty> logarithmic = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<ChartRun>> runs = new ReadOnlyObjectWrapper<>(this, "runs", List.of());
    private final ReadOnlyObjectWrapper<Sheet> sheet = new ReadOnlyObjectWrapper<>(this, "sheet", Sheet.EMPTY);
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper(this, "version");

    private boolean waiting;

    /// Takes over each change at once.
    public ChartsModel(RunList list) {
        this(list, Runnable::run);
    }

    /// Takes over together what runs tell before the ui comes to it: opening many eyes changes the charts once.
    ///
    /// @param ui runs what changes observable state, in order
    public ChartsModel(RunList list, Executor ui) {
        this.list = list;
        this.ui = ui;
        list.shown().addListener((ListChangeListener<RunItem>) _ -> follow());
        list.baselineProperty().subscribe(this::changed);
        domain.subscribe(() -> {
            zoom.set(Optional.empty());
            changed();
        });
        smoothing.subscribe(this::changed);
        matching.subscribe(this::changed);
        arrangement.subscribe(this::changed);
        zoom.subscribe(this::changed);
        added.addListener((ListChangeListener<String>) _ -> changed());
        follow();
    }

    /// What the horizontal axes count.
    public ObjectProperty<Domain> domainProperty() {
        return domain;
    }

    /// The smoothing window's share of a curve's points; 0: none.
    public DoubleProperty smoothingProperty() {
        return smoothing;
    }

    public ObjectProperty<Arrangement> arrangementProperty() {
        return arrangement;
    }

    /// How the marker's places in several runs belong together.
    public ObjectProperty<Matching> matchingProperty() {
        return matching;
    }

    /// The part of all horizontal axes that is looked at; empty: all.
    public ObjectProperty<Optional<Span>> zoomProperty() {
        return zoom;
    }

    /// Shows this part of the horizontal axes, or all where nothing of it is there.
    public void zoomTo(Span part) {
        Span full = scene().full();
        Span inside = part.within(full);
        zoom.set(inside.equals(full) ? Optional.empty() : Optional.of(inside));
    }

    /// @param factor how much of what is seen now remains; above 1: more is seen
    /// @param centre stays where it is
    public void zoom(double factor, double centre) {
        zoomTo(scene().visible().scaled(factor, centre));
    }

    /// Moves what is seen along the horizontal axes, to their ends at most, where a part is looked at.
    ///
    /// @param by in the axes' unit
    public void pan(double by) {
        Scene now = scene();
        Span seen = now.visible();
        Span full = now.full();
        if (now.zoom().isPresent()) {
            zoomTo(seen.moved(Math.clamp(by, full.from() - seen.from(), full.to() - seen.to())));
        }
    }

    public void zoomOut() {
        zoom.set(Optional.empty());
    }

    /// Ids of the topics that were added to the usual ones.
    public ObservableList<String> added() {
        return added;
    }

    /// Whether the panel's vertical axis is logarithmic.
    public BooleanProperty logarithmicProperty(Panel panel) {
        return logarithmic.computeIfAbsent(panel.axis(), _ -> {
            boolean usual =
                    panel.topic().scale() == Topic.Scale.LOGARITHMIC && arrangement.get() != Arrangement.DIFFERENCE;
            var property = new SimpleBooleanProperty(this, "logarithmic", usual);
            property.subscribe(this::changed);
            return property;
        });
    }

    /// The runs that are shown, at this moment.
    public ReadOnlyObjectProperty<List<ChartRun>> runsProperty() {
        return runs.getReadOnlyProperty();
    }

    /// Which charts stand where; another object only where that changes.
    public ReadOnlyObjectProperty<Sheet> sheetProperty() {
        return sheet.getReadOnlyProperty();
    }

    /// Grows whenever what charts show may have changed.
    public ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /// The topics in view: the usual ones and those that were added.
    public List<Topic> topics() {
        List<Topic> topics = new ArrayList<>(Topics.usual(runs.get()));
        if (added.isEmpty()) {
            return topics;
        }
        topics.addAll(Topics.further(runs.get()).stream()
                .filter(topic -> added.contains(topic.id()))
                .toList());
        return topics;
    }

    /// The runs that a panel shows, at this moment.
    public List<ChartRun> runsOf(Panel panel) {
        return runs.get().stream()
                .filter(run -> panel.runs().contains(run.id()))
                .toList();
    }

    /// Runs are matched only where they stand side by side and recorded what that takes.
    Matching matchingNow() {
        boolean matched = effective() == Arrangement.COLUMNS && MarkerPlaces.possible(runs.get(), matching.get());
        return matched ? matching.get() : Matching.STEP;
    }

    /// Topics that could be added.
    public List<Topic> further() {
        return Topics.further(runs.get());
    }

    /// All that charts are drawn from now.
    public Scene scene() {
        Optional<ChartRun> base = effective() == Arrangement.DIFFERENCE ? baseline() : Optional.empty();
        return new Scene(runs.get(), base, domain.get(), smoothing.get(), zoom.get());
    }

    /// The run that others are held against: the chosen one where it is shown, else the first.
    public Optional<ChartRun> baseline() {
        RunItem chosen = list.baselineProperty().get();
        return runs.get().stream()
                .filter(run -> chosen != null && run.id().equals(chosen.id()))
                .findFirst()
                .or(() -> runs.get().stream().findFirst());
    }

    /// One run has nothing to stand beside.
    private Arrangement effective() {
        return runs.get().size() < 2 ? Arrangement.OVERLAY : arrangement.get();
    }

    private void follow() {
        List<RunItem> shown = list.shown();
        followed.entrySet().removeIf(entry -> {
            boolean gone = shown.stream().noneMatch(item -> item.id().equals(entry.getKey()));
            if (gone) {
                entry.getValue().unsubscribe();
            }
            return gone;
        });
        for (RunItem item : shown) {
            followed.computeIfAbsent(
                    item.id(),
                    _ -> Subscription.combine(
                            item.curvesProperty().subscribe((_, _) -> changedSoon()),
                            item.lookProperty().subscribe((_, _) -> changedSoon()),
                            item.nameProperty().subscribe((_, _) -> changedSoon()),
                            item.summaryProperty().subscribe((before, now) -> {
                                if (!before.config().equals(now.config())) {
                                    changedSoon();
                                }
                            })));
        }
        changedSoon();
    }

    private void changedSoon() {
        if (!waiting) {
            waiting = true;
            ui.execute(() -> {
                waiting = false;
                changed();
            });
        }
    }

    private void changed() {
        runs.set(snapshot());
        Sheet now = Sheet.of(effective(), topics(), runs.get(), baseline());
        if (!now.equals(sheet.get())) {
            sheet.set(now);
        }
        version.set(version.get() + 1);
    }

    private List<ChartRun> snapshot() {
        List<RunItem> shown = list.shown();
        List<String> labels = RunLabels.distinct(shown.stream()
                .map(item -> new RunLabels.Labelled(
                        item.id(),
                        item.label().isBlank() ? item.id() : item.label(),
                        item.summary().config()))
                .toList());
        List<ChartRun> result = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            RunItem item = shown.get(i);
            result.add(new ChartRun(
                    item.id(), labels.get(i), item.look(), item.summary().config(), item.curves()));
        }
        return result;
    }
}
