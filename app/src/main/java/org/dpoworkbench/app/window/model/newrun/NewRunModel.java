package org.dpoworkbench.app.window.model.newrun;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.cli.TrainCommandLine;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.weights.HuggingFaceCache;
import org.dpoworkbench.ui.Messages;

/// The panel *New run* without its looks: the form, what is known about its model and data, the check, the estimate,
/// and what the buttons do. It stays while the panel is closed, so that the next run starts from the last.
public final class NewRunModel {
    private final Workbench workbench;
    private final RunForm form;
    private final ModelChoice models;
    private final LossChoice losses;
    private final AdapterChoice adapter;
    private final DataChoice data;
    private final FormCheck check;
    private final MeasuredRates rates;
    private final ObservableList<Sweep.Axis> axes = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Sweep.Expansion> sweep = new ReadOnlyObjectWrapper<>(this, "sweep");
    private final ReadOnlyObjectWrapper<Optional<Estimate>> estimate =
            new ReadOnlyObjectWrapper<>(this, "estimate", Optional.empty());
    private final ReadOnlyObjectWrapper<OptionalLong> freeDisk =
            new ReadOnlyObjectWrapper<>(this, "freeDisk", OptionalLong.empty());
    private final ReadOnlyStringWrapper origin = new ReadOnlyStringWrapper(this, "origin", "");
    private final Set<String> awaited = new HashSet<>();

    /// @param cache where fetched models lie
    public NewRunModel(Workbench workbench, HuggingFaceCache cache) {
        this.workbench = workbench;
        this.rates = new MeasuredRates(workbench.background(), workbench.ui(), this::estimateAnew);
        this.form = new RunForm(workbench.folder(), FormDefaults.of(workbench.project(), ModelSize.LARGE));
        var problems = new FormProblems(form, workbench.notices());
        this.models = new ModelChoice(workbench, cache, form);
        this.losses = new LossChoice(form);
        this.adapter = new AdapterChoice(workbench, form, problems, models);
        this.data = new DataChoice(workbench, form, problems);
        this.check = new FormCheck(workbench, form, data, problems);
        form.valuesProperty().subscribe(_ -> expand());
        form.configProperty().subscribe(_ -> estimateAnew());
        axes.addListener((ListChangeListener<Sweep.Axis>) _ -> expand());
        models.found(Field.MODEL).subscribe(lookup -> {
            if (lookup instanceof ModelLookup.Found) {
                beginUntouched();
            }
            estimateAnew();
        });
        data.viewProperty().subscribe(_ -> estimateAnew());
        adapter.effectProperty().subscribe(_ -> estimateAnew());
        check.resultProperty().subscribe(_ -> estimateAnew());
        // Later: opening an eye is a change of the list itself, and its other listeners keep their selection
        // meanwhile.
        workbench.runs().runs().addListener((ListChangeListener<RunItem>)
                _ -> workbench.ui().execute(this::show));
        measureDisk();
    }

    /// Which weights the run starts from and is held against.
    public ModelChoice models() {
        return models;
    }

    /// The losses to choose from, and the sum that the form has.
    public LossChoice losses() {
        return losses;
    }

    /// The adapter to train in place of all weights.
    public AdapterChoice adapter() {
        return adapter;
    }

    /// Chooses the loss and offers its defaults.
    public void choose(Method method) {
        form.choose(method, size());
    }

    /// Which records it sees.
    public DataChoice data() {
        return data;
    }

    public FormCheck check() {
        return check;
    }

    public RunForm form() {
        return form;
    }

    /// Fills the form as asked; nothing where it is to stay as it was left.
    public void open(NewRunRequest request) {
        if (request.config().isPresent()) {
            form.set(FormValues.of(request.config().get(), workbench.folder()));
        } else {
            beginUntouched();
        }
        origin.set(request.origin().orElse(""));
    }

    /// Where the form's settings come from, for people; empty: nowhere in particular.
    public ReadOnlyStringProperty originProperty() {
        return origin.getReadOnlyProperty();
    }

    /// A form that nobody has changed yet follows the project and the size of its model.
    private void beginUntouched() {
        if (!form.canUndoProperty().get()) {
            FormValues start = FormDefaults.of(workbench.project(), size());
            if (!start.equals(form.values())) {
                form.begin(start);
            }
        }
    }

    /// The project's default, or what suits its first model.
    public void reset() {
        form.set(FormDefaults.of(workbench.project(), size()));
        axes.clear();
    }

    public void use(FormDefaults.Preset preset) {
        form.set(preset.changes(form.values().method(), size()));
    }

    private ModelSize size() {
        return ModelSize.of(models.parameters());
    }

    // --- sweep

    /// Lists that the run is repeated over.
    public ObservableList<Sweep.Axis> axes() {
        return axes;
    }

    /// The runs that the form makes, with its lists and seeds.
    public ReadOnlyObjectProperty<Sweep.Expansion> sweepProperty() {
        return sweep.getReadOnlyProperty();
    }

    private void expand() {
        sweep.set(Sweep.expand(form.values(), List.copyOf(axes), workbench.folder()));
        estimateAnew();
    }

    // --- estimate

    /// Of one run; absent while something is wrong with the form.
    public ReadOnlyObjectProperty<Optional<Estimate>> estimateProperty() {
        return estimate.getReadOnlyProperty();
    }

    /// Bytes free where the project lies; absent until looked up.
    public ReadOnlyObjectProperty<OptionalLong> freeDiskProperty() {
        return freeDisk.getReadOnlyProperty();
    }

    private void estimateAnew() {
        estimate.set(form.config().map(config -> Estimate.of(config, trained(config), data.examples(), rate(config))));
    }

    /// The adapter's where one is trained; absent until they are counted.
    private OptionalLong trained(RunConfig config) {
        return config.lora().isEmpty()
                ? models.parameters()
                : adapter.effectProperty()
                        .get()
                        .map(effect -> OptionalLong.of(effect.extent().weights()))
                        .orElse(OptionalLong.empty());
    }

    private Optional<MeasuredRate> rate(RunConfig config) {
        Optional<MeasuredRate> measured = rates.of(workbench.runs().runs(), config);
        return check.rate().or(() -> measured);
    }

    private void measureDisk() {
        workbench.background().execute(() -> {
            long free = workbench.folder().toFile().getUsableSpace();
            workbench.ui().execute(() -> freeDisk.set(OptionalLong.of(free)));
        });
    }

    // --- what the buttons do

    /// Puts the equal command line on the clipboard; of several runs, one a line.
    public void copyCommand() {
        List<RunConfig> configs = sweep.get().configs();
        if (!configs.isEmpty()) {
            workbench.desk().copyText(configs.stream().map(TrainCommandLine::of).collect(Collectors.joining("\n")));
        }
    }

    /// Checks, where that has not been done, and starts; several runs are queued behind the first.
    public void start() {
        whenChecked(configs -> workbench.queue().start(configs, this::started));
    }

    /// Checks, where that has not been done, and lets the runs wait for their turn.
    public void enqueue() {
        whenChecked(configs -> workbench.queue().add(configs, this::started));
    }

    private void whenChecked(Consumer<List<RunConfig>> go) {
        List<RunConfig> configs = sweep.get().configs();
        if (configs.isEmpty() || workbench.readOnly() || !confirmed(configs.size())) {
            return;
        }
        if (check.holds()) {
            go.accept(configs);
        } else {
            check.begin(() -> go.accept(configs));
        }
    }

    private boolean confirmed(int count) {
        return count <= Sweep.UNASKED
                || workbench
                        .desk()
                        .confirm(
                                Messages.text("newrun.many.title"),
                                Messages.text("newrun.many.text", count),
                                Messages.text("newrun.many.confirm", count));
    }

    private void started(List<RunFolder> folders) {
        folders.forEach(folder -> awaited.add(folder.id()));
        workbench.closeNewRun();
        workbench.placeProperty().set(Place.RUNS);
        workbench.runs().refresh();
        show();
    }

    /// Opens the eyes of runs just started once the list has them, and selects the first.
    private void show() {
        if (awaited.isEmpty()) {
            return;
        }
        for (RunItem item : List.copyOf(workbench.runs().runs())) {
            if (awaited.remove(item.id())) {
                item.shownProperty().set(true);
                workbench.runs().selectedProperty().set(item);
            }
        }
    }
}
