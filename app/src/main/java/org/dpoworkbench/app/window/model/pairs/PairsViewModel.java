package org.dpoworkbench.app.window.model.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.IpoNormalisation;
import org.dpoworkbench.engine.config.LossConfig;
import org.dpoworkbench.engine.config.LossType;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.evaluation.PairEvaluation;
import org.dpoworkbench.engine.worker.HeldOutPairs;
import org.dpoworkbench.ui.Messages;

/// The held-out pairs of the shown runs at the marked step: clouds, table, selection.
public final class PairsViewModel {
    /// Clouds that fit side by side.
    public static final int MOST_RUNS = 4;

    private final Workbench workbench;
    private final Map<RunItem, RunPairs> all = new HashMap<>();
    private final ObservableList<RunPairs> runs = FXCollections.observableArrayList();
    private final ObjectProperty<RunPairs> tableRun = new SimpleObjectProperty<>(this, "tableRun");
    private final ObjectProperty<Unit> unit = new SimpleObjectProperty<>(this, "unit", Unit.NATS);
    private final ObjectProperty<Colouring> colouring = new SimpleObjectProperty<>(this, "colouring", Colouring.MARGIN);
    private final ObjectProperty<PairFilter> filter = new SimpleObjectProperty<>(this, "filter", PairFilter.ALL);
    private final ObjectProperty<Optional<String>> hovered =
            new SimpleObjectProperty<>(this, "hovered", Optional.empty());
    private final ReadOnlyObjectWrapper<Set<String>> selected = new ReadOnlyObjectWrapper<>(this, "selected", Set.of());
    private final ReadOnlyObjectWrapper<Ranges> ranges = new ReadOnlyObjectWrapper<>(this, "ranges", Ranges.NONE);
    private final ReadOnlyObjectWrapper<NavigableSet<Integer>> steps =
            new ReadOnlyObjectWrapper<>(this, "steps", new TreeSet<>());
    private final ObservableList<PairRow> rows = FXCollections.observableArrayList();
    private final FilteredList<PairRow> listed = new FilteredList<>(rows);
    private final ReadOnlyIntegerWrapper moves = new ReadOnlyIntegerWrapper(this, "moves", 0);
    private boolean marking;
    private final PairTexts texts;
    private final TokenStrips strips;
    private final PairMarks marks;

    public PairsViewModel(Workbench workbench) {
        this.workbench = workbench;
        texts = new PairTexts(workbench.jobs());
        strips = new TokenStrips(workbench.jobs(), workbench.rooms().tokenLogProbabilities());
        marks = new PairMarks(workbench.folder(), workbench.background(), workbench.ui(), workbench.notices()::error);
        workbench.runs().shown().addListener((InvalidationListener) _ -> showRuns());
        workbench.marker().stepProperty().subscribe(this::mark);
        tableRun.subscribe(run -> {
            if (run != null && run.comparesPairs()) {
                texts.want(run.run());
            }
            listRows();
        });
        filter.subscribe(_ -> applyFilter());
        selected.subscribe(_ -> refilterFor(PairFilter.Kind.SELECTED));
        marks.markedProperty().subscribe(_ -> refilterFor(PairFilter.Kind.MARKED));
        texts.changesProperty().subscribe(_ -> {
            if (!filter.get().text().isBlank()) {
                applyFilter();
            }
        });
        showRuns();
    }

    /// The runs side by side, in the list's order, at most [#MOST_RUNS].
    public ObservableList<RunPairs> runs() {
        return runs;
    }

    /// Whether there is a pair to see, of any of the runs.
    public boolean hasPairs() {
        return runs.stream().anyMatch(run -> run.current().isPresent());
    }

    /// How many shown runs have no room.
    public int left() {
        return Math.max(0, candidates().size() - MOST_RUNS);
    }

    /// The run that the table tells about; null where none is shown.
    public ObjectProperty<RunPairs> tableRunProperty() {
        return tableRun;
    }

    public ObjectProperty<Unit> unitProperty() {
        return unit;
    }

    public ObjectProperty<Colouring> colouringProperty() {
        return colouring;
    }

    public ObjectProperty<PairFilter> filterProperty() {
        return filter;
    }

    /// The pair under the pointer, in all clouds.
    public ObjectProperty<Optional<String>> hoveredProperty() {
        return hovered;
    }

    /// The selected pairs' ids.
    public ReadOnlyObjectProperty<Set<String>> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    public Set<String> selected() {
        return selected.get();
    }

    public void select(Collection<String> ids) {
        if (!selected().equals(Set.copyOf(ids))) {
            selected.set(Collections.unmodifiableSet(new LinkedHashSet<>(ids)));
        }
    }

    /// Adds to the selection, or takes away what is all in it.
    public void toggle(Collection<String> ids) {
        var now = new LinkedHashSet<>(selected());
        if (now.containsAll(ids)) {
            now.removeAll(ids);
        } else {
            now.addAll(ids);
        }
        select(now);
    }

    /// What the axes must hold: of all shown runs and all their evaluations.
    public ReadOnlyObjectProperty<Ranges> rangesProperty() {
        return ranges.getReadOnlyProperty();
    }

    /// The steps of all evaluations of the shown runs.
    public ReadOnlyObjectProperty<NavigableSet<Integer>> stepsProperty() {
        return steps.getReadOnlyProperty();
    }

    /// Counts on whenever other evaluations are in view, all of them.
    public ReadOnlyIntegerProperty movesProperty() {
        return moves.getReadOnlyProperty();
    }

    /// The table's lines as the filter has them.
    public FilteredList<PairRow> listed() {
        return listed;
    }

    /// How many pairs the table's run has.
    public int pairs() {
        return rows.size();
    }

    public PairTexts texts() {
        return texts;
    }

    public TokenStrips strips() {
        return strips;
    }

    public PairMarks marks() {
        return marks;
    }

    /// The texts of a pair of the table's run.
    public Optional<HeldOutPairs.Pair> text(String id) {
        return Optional.ofNullable(tableRun.get()).flatMap(run -> texts.of(run.run(), id));
    }

    /// The evaluation before the marked one, or after it.
    ///
    /// @param by −1 or 1
    public void step(int by) {
        NavigableSet<Integer> known = steps.get();
        if (known.isEmpty()) {
            return;
        }
        int at = workbench.marker().step().orElse(known.last());
        Integer next = by < 0 ? known.lower(at) : known.higher(at);
        if (next != null) {
            workbench.marker().moveTo(next);
        }
    }

    /// The margin that the run's loss aims at, where it aims at one in this unit: IPO's 1/(2β), in nats for
    /// `sum`, in nats per token for `mean`.
    public static OptionalDouble target(RunItem run, Unit unit) {
        Optional<LossConfig> loss = run.summary()
                .config()
                .filter(config -> config.objective() == Objective.DPO)
                .map(RunConfig::loss)
                .filter(l -> l.is(LossType.IPO))
                .filter(l ->
                        l.ipoNormalisation() == (unit == Unit.NATS ? IpoNormalisation.SUM : IpoNormalisation.MEAN));
        return loss.isPresent() ? OptionalDouble.of(1 / (2 * loss.get().beta())) : OptionalDouble.empty();
    }

    /// Marks the pairs, or takes their marks away.
    public void mark(Collection<String> ids) {
        if (workbench.readOnly()) {
            workbench.notices().warning(Messages.text("pairs.marks.readOnly"));
        } else if (!ids.isEmpty()) {
            marks.toggle(ids);
        }
    }

    public void undoMark() {
        marks.undo();
    }

    /// Computes the token strips of these pairs of the table's run.
    public void computeStrips(Collection<String> ids) {
        RunPairs run = tableRun.get();
        if (run != null && run.current().isPresent()) {
            strips.compute(
                    run.run(),
                    run.current().get().step(),
                    ids.stream().flatMap(id -> text(id).stream()).toList());
        }
    }

    public void cancelStrips() {
        strips.cancel();
    }

    /// Asks where to and writes the listed lines.
    public void export(List<PairRow> inOrder) {
        RunPairs run = tableRun.get();
        if (run == null || run.current().isEmpty()) {
            return;
        }
        int step = run.current().get().step();
        Optional<Path> file = workbench
                .desk()
                .saveFile(
                        Messages.text("pairs.export.title"),
                        Optional.of(workbench.folder()),
                        "pairs-%s-step-%d.csv".formatted(run.run().id(), step),
                        new Desk.FileKind(Messages.text("pairs.export.kind"), List.of("*.csv")));
        file.ifPresent(target -> {
            var csv = new PairCsv(run.run().id(), step, List.copyOf(inOrder), marks.marked());
            workbench
                    .jobs()
                    .start(
                            Messages.text("pairs.export.title"),
                            _ -> {
                                csv.write(target);
                                return target;
                            },
                            path -> workbench.notices().information(Messages.text("pairs.export.done", path)),
                            workbench.notices()::error);
        });
    }

    /// All runs first, then what depends on several of them.
    private void mark(OptionalInt step) {
        marking = true;
        all.values().forEach(run -> run.mark(step));
        marking = false;
        listRows();
    }

    private void showRuns() {
        List<RunPairs> now = candidates().stream()
                .limit(MOST_RUNS)
                .map(run -> all.computeIfAbsent(run, this::follow))
                .toList();
        if (now.equals(runs)) {
            return;
        }
        all.values().forEach(run -> run.show(now.contains(run)));
        runs.setAll(now);
        RunPairs told = tableRun.get();
        if (!now.contains(told) || !told.comparesPairs()) {
            tableRun.set(now.stream()
                    .filter(RunPairs::comparesPairs)
                    .findFirst()
                    .orElse(now.isEmpty() ? null : now.getFirst()));
        }
        measure();
        listRows();
    }

    /// The shown runs that may have pairs; other programs', which say that they have none, where there is nothing
    /// else.
    private List<RunItem> candidates() {
        List<RunItem> shown = List.copyOf(workbench.runs().shown());
        List<RunItem> own = shown.stream().filter(run -> !run.isGuest()).toList();
        return own.isEmpty() ? shown : own;
    }

    private RunPairs follow(RunItem item) {
        var run = new RunPairs(item, workbench.jobs(), workbench.ui());
        run.mark(workbench.marker().step());
        run.evaluationsProperty().subscribe(_ -> measure());
        run.currentProperty().subscribe(_ -> {
            if (!marking && runs.contains(run)) {
                listRows();
            }
        });
        return run;
    }

    private void measure() {
        Ranges held = Ranges.NONE;
        var at = new TreeSet<Integer>();
        for (RunPairs run : runs) {
            for (LoadedEvaluation evaluation : run.evaluations().values()) {
                held = held.with(evaluation.ranges());
            }
            at.addAll(run.evaluations().keySet());
        }
        if (!held.equals(ranges.get())) {
            ranges.set(held);
        }
        if (!at.equals(steps.get())) {
            steps.set(at);
        }
    }

    private void listRows() {
        RunPairs run = tableRun.get();
        rows.setAll(run == null || run.current().isEmpty() ? List.of() : rowsOf(run));
        moves.set(moves.get() + 1);
    }

    private List<PairRow> rowsOf(RunPairs run) {
        PairEvaluation now = run.current().orElseThrow().evaluation();
        double beta = run.run().summary().config().map(c -> c.loss().beta()).orElse(0.0);
        Flips flips = flips(run, now);
        List<PairRow> made = new ArrayList<>(now.size());
        for (int i = 0; i < now.size(); i++) {
            made.add(new PairRow(
                    now.pairs().id(i),
                    now.at(i),
                    fileName(now.pairs().source(i)),
                    now.at(i).gradientWeight(beta),
                    flips.sinceFirst(i),
                    flips.betweenRuns(i)));
        }
        return made;
    }

    /// Before training a policy that is its own reference has no margins that could have a sign.
    static Optional<PairEvaluation> firstWithMargins(RunPairs run) {
        return run.evaluations().values().stream()
                .filter(loaded -> loaded.facts().tied() < loaded.facts().pairs())
                .map(LoadedEvaluation::evaluation)
                .findFirst();
    }

    /// What the pairs of an evaluation of `run` are held against.
    public Flips flips(RunPairs run, PairEvaluation now) {
        return new Flips(
                now,
                firstWithMargins(run),
                runs.stream()
                        .filter(other -> other != run)
                        .flatMap(other -> other.current().stream())
                        .map(LoadedEvaluation::evaluation)
                        .toList());
    }

    private static String fileName(String source) {
        return source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
    }

    private void applyFilter() {
        listed.setPredicate(filter.get().predicate(selected(), marks.marked(), this::text));
    }

    private void refilterFor(PairFilter.Kind kind) {
        if (filter.get().kind() == kind) {
            applyFilter();
        }
    }
}
