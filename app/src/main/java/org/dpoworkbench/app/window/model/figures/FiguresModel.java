package org.dpoworkbench.app.window.model.figures;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.figure.FigureCsv;
import org.dpoworkbench.app.figure.FigureKind;
import org.dpoworkbench.app.figure.FigureRun;
import org.dpoworkbench.app.figure.PairPoints;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.figures.FigureWork.Order;
import org.dpoworkbench.app.window.model.figures.PreviewPainter.Painted;
import org.dpoworkbench.app.window.model.figures.SavedFigures.Preset;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.ui.Messages;

/// The place *Figures*: what is drawn of which runs, how, and where it goes. The figure is of one moment: while runs go
/// on it stays as it is until [#again].
public final class FiguresModel {
    private static final double SCREEN_DPI = 96;

    private final Workbench workbench;
    private final FigureMemory memory;
    private final FigureRuns runs;
    private final FigureWork work;
    private final PreviewPainter painter;
    private final FigureSaver saver;
    private final OptionFields fields = new OptionFields();
    private final ObjectProperty<FigureKind> kind = new SimpleObjectProperty<>(this, "kind", FigureKind.LOSS);
    private final BooleanProperty marksStep = new SimpleBooleanProperty(this, "marksStep");
    private final ObjectProperty<FigureCsv.Content> csv =
            new SimpleObjectProperty<>(this, "csv", FigureCsv.Content.DRAWN);
    private final ObservableList<String> metrics = FXCollections.observableArrayList();
    private final ObservableList<FigureKind> kinds = FXCollections.observableArrayList();
    private final ObservableList<String> recorded = FXCollections.observableArrayList();
    private final ObservableList<Preset> presets = FXCollections.observableArrayList();
    private final DoubleProperty screenDpi = new SimpleDoubleProperty(this, "screenDpi", SCREEN_DPI);
    private final ReadOnlyObjectWrapper<Optional<Preview>> preview =
            new ReadOnlyObjectWrapper<>(this, "preview", Optional.empty());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper(this, "said", "");
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper(this, "stale");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ObservableValue<Optional<Preset>> preset;
    private final Set<RunItem> watched = Collections.newSetFromMap(new WeakHashMap<>());
    private boolean showing;
    private List<FigureRun> taken = List.of();
    private Set<String> beingRead = Set.of();

    /// On ui; begins to read what the project remembers.
    ///
    /// @param pairs reads the tables of pairs
    public FiguresModel(Workbench workbench, PairPoints pairs) {
        this.workbench = workbench;
        this.memory = new FigureMemory(workbench);
        this.preset = memory.savedProperty().map(FiguresModel::drawnPreset);
        this.work = new FigureWork(pairs);
        this.painter = new PreviewPainter(work, workbench.background(), workbench.ui(), this::painted, this::failed);
        this.saver = new FigureSaver(workbench, work, said::set);
        this.runs = new FigureRuns(workbench.runs(), memory.saved());
        metrics.setAll(memory.saved().current().metrics());
        follow();
        memory.load(() -> {
            show(memory.saved());
            takeRequest(workbench.figureRequestProperty().get());
        });
    }

    /// The runs, in the figures' order.
    public FigureRuns runs() {
        return runs;
    }

    public OptionFields options() {
        return fields;
    }

    public ObjectProperty<FigureKind> kindProperty() {
        return kind;
    }

    /// What the drawn runs have points for, in the order of a report.
    public ObservableList<FigureKind> kinds() {
        return kinds;
    }

    /// The metrics of [FigureKind#METRICS], a panel each.
    public ObservableList<String> metrics() {
        return metrics;
    }

    /// The metrics that the drawn runs recorded, by name in files, without `eval_`.
    public ObservableList<String> recordedMetrics() {
        return recorded;
    }

    /// Whether the window's marker is drawn.
    public BooleanProperty marksStepProperty() {
        return marksStep;
    }

    /// What a table of the figure holds.
    public ObjectProperty<FigureCsv.Content> csvProperty() {
        return csv;
    }

    /// Named setups.
    public ObservableList<Preset> presets() {
        return presets;
    }

    /// The preset that is drawn, as long as nothing was changed since.
    public ObservableValue<Optional<Preset>> presetProperty() {
        return preset;
    }

    /// Resolution of the preview; the view sets it from zoom and screen.
    public DoubleProperty screenDpiProperty() {
        return screenDpi;
    }

    /// The figure as it will be printed; empty where there is none.
    public ReadOnlyObjectProperty<Optional<Preview>> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /// Why there is no figure; empty where there is one.
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// What was last done with the figure, in words.
    public ReadOnlyStringProperty saidProperty() {
        return said.getReadOnlyProperty();
    }

    /// Whether the runs have gone on since the figure was drawn.
    public ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /// Whether a picture is being drawn.
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty canUndoProperty() {
        return memory.canUndoProperty();
    }

    /// Draws the same figure with the newest data.
    public void again() {
        taken = runs.now();
        beingRead = runs.beingRead();
        stale.set(false);
        draw();
    }

    /// Shows the figure of a metric: the report's, or one of that metric alone.
    ///
    /// @param key name in files, with or without `eval_`
    public void request(String key) {
        String metric = Metric.isEvalKey(key) ? key.substring(Metric.EVAL_PREFIX.length()) : key;
        Optional<FigureKind> ofReport = FigureKind.showing(metric);
        if (ofReport.isEmpty()) {
            metrics.setAll(metric);
        }
        kind.set(ofReport.orElse(FigureKind.METRICS));
    }

    /// Asks where to and writes the figure; does nothing where there is none.
    public void save(FigureFormat format) {
        preview.get().ifPresent(p -> saver.save(p.export(), format, csv.get()));
    }

    /// Asks for a folder and writes all figures that the runs have points for.
    ///
    /// @param formats at least one
    public void saveAll(Set<FigureFormat> formats) {
        if (!kinds.isEmpty()) {
            saver.saveAll(order(), List.copyOf(kinds), formats);
        }
    }

    /// Asks for a folder and writes the report of the drawn runs.
    public void report() {
        if (!taken.isEmpty()) {
            saver.report(order());
        }
    }

    public void copyPicture() {
        preview.get().ifPresent(p -> saver.copyPicture(p.export()));
    }

    public void copySvg() {
        preview.get().ifPresent(p -> saver.copySvg(p.export()));
    }

    public void copyCaption() {
        preview.get().ifPresent(p -> saver.copyCaption(p.export()));
    }

    /// Keeps what is drawn, and how, under a name; one that is there already is replaced.
    public void savePreset(String name) {
        if (!name.isBlank()) {
            memory.remember(memory.saved().with(new Preset(name.strip(), setup())));
        }
    }

    public void deletePreset(Preset preset) {
        memory.remember(memory.saved().without(preset.name()));
    }

    public void apply(Preset preset) {
        memory.remember(memory.saved().with(preset.setup()));
        show(memory.saved());
    }

    /// Takes the last change of options, runs' names or presets back.
    public void undo() {
        memory.undo();
        show(memory.saved());
    }

    private void follow() {
        memory.savedProperty().subscribe(now -> {
            if (!presets.equals(now.presets())) {
                presets.setAll(now.presets());
            }
        });
        Stream.of(fields.optionsProperty(), kind, marksStep, csv)
                .forEach(property -> property.subscribe((_, _) -> changed()));
        metrics.addListener((ListChangeListener<String>) _ -> changed());
        screenDpi.subscribe((_, _) -> draw());
        workbench.marker().stepProperty().subscribe((_, _) -> markerMoved());
        workbench.figureRequestProperty().subscribe((_, request) -> takeRequest(request));
        runs.lines().addListener((ListChangeListener<RunLine>) _ -> runsChanged());
        workbench.runs().shown().addListener((ListChangeListener<RunItem>) _ -> watch());
        watch();
    }

    private static Optional<Preset> drawnPreset(SavedFigures saved) {
        return saved.presets().stream()
                .filter(each -> each.setup().equals(saved.current()))
                .findFirst();
    }

    private void takeRequest(Optional<String> request) {
        if (memory.loaded() && request.isPresent()) {
            request(request.get());
            workbench.figureOpened();
        }
    }

    private void markerMoved() {
        if (marksStep.get() || kind.get() == FigureKind.PAIR_CLOUD) {
            draw();
        }
    }

    private void runsChanged() {
        if (!showing) {
            memory.remember(memory.saved().withRuns(runs.order(), runs.labels()));
            if (!named(runs.now()).equals(named(taken))) {
                again();
            }
        }
    }

    /// What a figure says of the runs beside their numbers.
    private static List<List<String>> named(List<FigureRun> runs) {
        return runs.stream().map(run -> List.of(run.id(), run.label())).toList();
    }

    /// Sees the drawn runs grow.
    private void watch() {
        workbench.runs().shown().forEach(item -> {
            if (watched.add(item)) {
                item.curvesProperty().subscribe((_, _) -> look(item));
            }
        });
    }

    /// A figure follows its runs while they are read, and is of one moment while they go on.
    private void look(RunItem item) {
        List<FigureRun> now = runs.now();
        boolean changed = !now.equals(taken);
        if (changed && beingRead.contains(item.id())) {
            again();
        } else {
            stale.set(changed);
        }
    }

    private FigureSetup setup() {
        return new FigureSetup(kind.get(), metrics, fields.optionsProperty().get(), marksStep.get(), csv.get());
    }

    private Order order() {
        return new Order(taken, setup(), workbench.marker().step());
    }

    private void changed() {
        if (!showing) {
            memory.remember(memory.saved().with(setup()));
            draw();
        }
    }

    private void draw() {
        if (taken.isEmpty()) {
            preview.set(Optional.empty());
            kinds.clear();
            recorded.clear();
            problem.set("");
            return;
        }
        busy.set(true);
        painter.paint(order(), screenDpi.get());
    }

    private void painted(Painted painted) {
        busy.set(false);
        if (taken.isEmpty()) {
            return; // no run is drawn any more
        }
        if (!kinds.equals(painted.survey().kinds())) {
            kinds.setAll(painted.survey().kinds());
        }
        List<String> names = List.copyOf(painted.survey().metrics());
        if (!recorded.equals(names)) {
            recorded.setAll(names);
        }
        preview.set(painted.preview());
        problem.set(painted.preview().isPresent() ? "" : Messages.text("figures.nothing"));
    }

    private void failed(Throwable error) {
        busy.set(false);
        preview.set(Optional.empty());
        if (error instanceof UserError) {
            problem.set(error.getMessage());
        } else {
            problem.set(Messages.text("figures.failed"));
            workbench.notices().error(error);
        }
    }

    private void show(SavedFigures figures) {
        showing = true;
        try {
            FigureSetup setup = figures.current();
            runs.show(figures);
            fields.show(setup.options());
            metrics.setAll(setup.metrics());
            kind.set(setup.kind());
            marksStep.set(setup.marksStep());
            csv.set(setup.csv());
        } finally {
            showing = false;
        }
        again();
    }
}
