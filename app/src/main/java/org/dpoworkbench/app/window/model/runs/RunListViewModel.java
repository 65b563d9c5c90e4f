package org.dpoworkbench.app.window.model.runs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.dpoworkbench.app.report.Flat;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.ui.Messages;

/// The list of runs as it is filtered, sorted and grouped. However many runs change at once, it is arranged once.
public final class RunListViewModel {
    private final RunList runs;
    private final Executor ui;
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ObjectProperty<RunOrder> order = new SimpleObjectProperty<>(this, "order", RunOrder.NEWEST);
    private final ObjectProperty<RunGrouping> grouping = new SimpleObjectProperty<>(this, "grouping", RunGrouping.NONE);
    private final ObservableList<RunRow> rows = FXCollections.observableArrayList();
    private final ObservableList<RunRow> readOnlyRows = FXCollections.unmodifiableObservableList(rows);
    private final ObservableList<RunItem> selection = FXCollections.observableArrayList();
    private final Map<RunItem, Subscription> watched = new HashMap<>();
    private final InvalidationListener changed = _ -> arrangeSoon();
    private final Map<RunConfig, Map<String, String>> settings = new HashMap<>();
    private boolean waiting;

    /// @param ui runs what changes observable state, in order
    public RunListViewModel(RunList runs, Executor ui) {
        this.runs = runs;
        this.ui = ui;
        filter.addListener(_ -> arrange());
        order.addListener(_ -> arrange());
        grouping.addListener(_ -> arrange());
        runs.runs().addListener((InvalidationListener) _ -> {
            watch();
            arrangeSoon();
        });
        watch();
        arrange();
    }

    /// What is typed into the filter field; see [RunQuery].
    public StringProperty filterProperty() {
        return filter;
    }

    /// What is wrong with the filter; empty where all is well.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ObjectProperty<RunOrder> orderProperty() {
        return order;
    }

    public ObjectProperty<RunGrouping> groupingProperty() {
        return grouping;
    }

    /// Headings and runs, from top to bottom.
    public ObservableList<RunRow> rows() {
        return readOnlyRows;
    }

    /// The selected runs, from top to bottom; the view and [RunList#selectedProperty] keep to it.
    public ObservableList<RunItem> selection() {
        return selection;
    }

    private void watch() {
        Set<RunItem> listed = new HashSet<>(runs.runs());
        watched.keySet().removeIf(item -> {
            if (listed.contains(item)) {
                return false;
            }
            watched.get(item).unsubscribe();
            return true;
        });
        for (RunItem item : runs.runs()) {
            watched.computeIfAbsent(item, this::watch);
        }
    }

    private Subscription watch(RunItem item) {
        item.tags().addListener(changed);
        return Subscription.combine(
                item.summaryProperty().subscribe((_, _) -> arrangeSoon()),
                item.nameProperty().subscribe((_, _) -> arrangeSoon()),
                () -> item.tags().removeListener(changed));
    }

    private void arrangeSoon() {
        if (!waiting) {
            waiting = true;
            ui.execute(() -> {
                waiting = false;
                arrange();
            });
        }
    }

    /// Configurations do not change, and taking one apart is too much work for every second.
    private Map<String, String> settings(RunConfig config) {
        return settings.computeIfAbsent(config, Flat::settings);
    }

    private void arrange() {
        List<RunRow.Known> known = runs.runs().stream()
                .map(item -> new RunRow.Known(item, RunFacts.of(item, this::settings)))
                .toList();
        RunQuery query = RunQuery.parse(filter.get());
        List<String> unknown =
                query.unknownFields(known.stream().map(RunRow.Known::facts).toList());
        problem.set(unknown.isEmpty() ? "" : Messages.text("runs.filter.unknown", String.join(", ", unknown)));
        List<RunRow> now = RunRow.of(known, query, order.get(), grouping.get());
        if (!now.equals(rows)) {
            rows.setAll(now);
        }
        selection.retainAll(runs.runs());
    }
}
