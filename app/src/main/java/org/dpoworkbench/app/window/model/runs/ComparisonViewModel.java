package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.dpoworkbench.app.report.Flat;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// The selected runs side by side, the baseline before them: final values, settings, provenance.
public final class ComparisonViewModel {
    private final RunList list;
    private final RunRecords records;
    private final Executor background;
    private final Executor ui;
    private final ObservableList<RunItem> selection;
    private final ObservableList<RunItem> runs = FXCollections.observableArrayList();
    private final ObservableList<FinalValues.Line> values = FXCollections.observableArrayList();
    private final ObservableList<SettingsTable.Line> settings = FXCollections.observableArrayList();
    private final ObservableList<SettingsTable.Line> provenance = FXCollections.observableArrayList();
    private final BooleanProperty all = new SimpleBooleanProperty(this, "all");
    private final Map<RunItem, FinalNumbers> read = new HashMap<>();
    private final Map<RunConfig, Map<String, String>> flat = new HashMap<>();
    private Subscription watching = Subscription.EMPTY;
    private boolean waiting;

    /// @param selection the selected runs, of [RunListViewModel#selection]
    public ComparisonViewModel(
            RunList list, ObservableList<RunItem> selection, RunRecords records, Executor background, Executor ui) {
        this.list = list;
        this.selection = selection;
        this.records = records;
        this.background = background;
        this.ui = ui;
        InvalidationListener other = _ -> choose();
        selection.addListener(other);
        list.baselineProperty().addListener(other);
        records.known().addListener((InvalidationListener) _ -> tellSoon());
        all.addListener(_ -> tell());
        choose();
    }

    /// The runs compared; the others are held against the first.
    public ObservableList<RunItem> runs() {
        return runs;
    }

    public ObservableList<FinalValues.Line> values() {
        return values;
    }

    /// Of one run all settings, of several those that differ, or all where [#allProperty] says so.
    public ObservableList<SettingsTable.Line> settings() {
        return settings;
    }

    public ObservableList<SettingsTable.Line> provenance() {
        return provenance;
    }

    /// Whether what all runs share is told too.
    public BooleanProperty allProperty() {
        return all;
    }

    private void choose() {
        List<RunItem> now = new ArrayList<>(selection);
        RunItem baseline = list.baselineProperty().get();
        if (baseline != null && !now.isEmpty()) {
            now.remove(baseline);
            now.addFirst(baseline);
        }
        if (!now.equals(runs)) {
            runs.setAll(now);
        }
        watching.unsubscribe();
        watching = Subscription.combine(now.stream()
                .flatMap(run -> List.of(
                        run.curvesProperty().subscribe((_, _) -> tellSoon()),
                        run.nameProperty().subscribe((_, _) -> tellSoon()))
                        .stream())
                .toArray(Subscription[]::new));
        read.keySet().retainAll(now);
        tell();
    }

    private void tellSoon() {
        if (!waiting) {
            waiting = true;
            ui.execute(() -> {
                waiting = false;
                tell();
            });
        }
    }

    private void tell() {
        show(values, FinalValues.of(runs.stream().map(this::source).toList()));
        List<Map<String, String>> configs = runs.stream()
                .map(run -> run.summary().config().map(this::settings).orElse(Map.of()))
                .toList();
        show(settings, SettingsTable.of(configs, !all.get()));
        show(provenance, SettingsTable.of(runs.stream().map(this::facts).toList(), !all.get()));
    }

    /// Configurations do not change, and taking many apart holds the ui up.
    private Map<String, String> settings(RunConfig config) {
        return flat.computeIfAbsent(config, Flat::settings);
    }

    /// What the reference is comes first: every log-ratio is held against it.
    private Map<String, String> facts(RunItem run) {
        Map<String, String> facts = new LinkedHashMap<>();
        run.summary()
                .config()
                .ifPresent(config -> facts.put(Messages.text("runs.provenance.reference"), reference(config)));
        run.origin().ifPresent(origin -> {
            facts.put(Messages.text("runs.provenance.origin"), origin);
            facts.put(Messages.text("runs.provenance.path"), run.path().toString());
        });
        facts.putAll(records.of(run).facts());
        return facts;
    }

    private static String reference(RunConfig config) {
        if (config.objective() == Objective.SFT) {
            return Messages.text("runs.provenance.sft");
        }
        return config.startsFromReference()
                ? Messages.text("runs.provenance.own")
                : config.model().referenceOrModel().toString();
    }

    private static <T> void show(ObservableList<T> shown, List<T> now) {
        if (!shown.equals(now)) {
            shown.setAll(now);
        }
    }

    private FinalValues.Source source(RunItem run) {
        return new FinalValues.Source(
                run.summary().config(), numbers(run), records.of(run).heldOut());
    }

    /// From the curves where they are at hand; else from the journal's end, once.
    private FinalNumbers numbers(RunItem run) {
        if (!run.curves().columns().isEmpty() || run.isGuest()) {
            return FinalNumbers.of(run.curves());
        }
        return Optional.ofNullable(read.get(run)).orElseGet(() -> {
            FinalNumbers none = FinalNumbers.of(RunCurves.EMPTY);
            read.put(run, none);
            background.execute(() -> readEnd(run));
            return none;
        });
    }

    private void readEnd(RunItem run) {
        try {
            FinalNumbers numbers = FinalNumbers.read(run.folder());
            ui.execute(() -> {
                read.replace(run, numbers);
                tellSoon();
            });
        } catch (UserError e) {
            // The run's own line in the list says that its journal cannot be read.
            ui.execute(() -> read.replace(run, FinalNumbers.of(RunCurves.EMPTY)));
        }
    }
}
