package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.cli.TrainCommandLine;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.PairStatistics;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.ui.Messages;

/// The panel *New run* without its looks: the form, what is known about its model and data, the check, the estimate,
/// and what the buttons do. It stays while the panel is closed, so that the next run starts from the last.
public final class NewRunModel {
    private final Workbench workbench;
    private final HuggingFaceCache cache;
    private final RunForm form;
    private final ObservableList<Sweep.Axis> axes = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Sweep.Expansion> sweep = new ReadOnlyObjectWrapper<>(this, "sweep");
    private final ReadOnlyObjectWrapper<ModelLookup> model =
            new ReadOnlyObjectWrapper<>(this, "model", new ModelLookup.Unknown());
    private final ReadOnlyObjectWrapper<ModelLookup> reference =
            new ReadOnlyObjectWrapper<>(this, "reference", new ModelLookup.Unknown());
    private final ReadOnlyObjectWrapper<Optional<DataView>> data =
            new ReadOnlyObjectWrapper<>(this, "data", Optional.empty());
    private final ReadOnlyBooleanWrapper otherData = new ReadOnlyBooleanWrapper(this, "otherData");
    private final ReadOnlyBooleanWrapper readingData = new ReadOnlyBooleanWrapper(this, "readingData");
    private final ReadOnlyObjectWrapper<CheckResult> check =
            new ReadOnlyObjectWrapper<>(this, "check", new CheckResult.None());
    private final ReadOnlyObjectWrapper<Optional<Job>> checking =
            new ReadOnlyObjectWrapper<>(this, "checking", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Estimate>> estimate =
            new ReadOnlyObjectWrapper<>(this, "estimate", Optional.empty());
    private final ReadOnlyObjectWrapper<OptionalLong> freeDisk =
            new ReadOnlyObjectWrapper<>(this, "freeDisk", OptionalLong.empty());
    private final ReadOnlyStringWrapper origin = new ReadOnlyStringWrapper(this, "origin", "");
    private final ObservableList<Path> models = FXCollections.observableArrayList();
    private final Set<String> awaited = new HashSet<>();
    private Optional<Job> dataJob = Optional.empty();
    private Optional<DataView.Inputs> wanted = Optional.empty();
    private final MeasuredRates rates;
    private Optional<MeasuredRate> checkedRate = Optional.empty();

    /// @param cache where fetched models lie
    public NewRunModel(Workbench workbench, HuggingFaceCache cache) {
        this.workbench = workbench;
        this.cache = cache;
        this.rates = new MeasuredRates(workbench.background(), workbench.ui(), this::estimateAnew);
        this.form = new RunForm(workbench.folder(), FormDefaults.of(workbench.project(), ModelSize.LARGE));
        form.field(Field.MODEL).textProperty().subscribe(text -> lookUp(text, model));
        form.field(Field.REFERENCE).textProperty().subscribe(text -> lookUp(text, reference));
        form.valuesProperty().subscribe(_ -> expand());
        form.configProperty().subscribe(_ -> changed());
        axes.addListener((ListChangeListener<Sweep.Axis>) _ -> expand());
        model.subscribe(lookup -> {
            if (lookup instanceof ModelLookup.Found) {
                beginUntouched();
            }
            estimateAnew();
        });
        form.valuesProperty().subscribe(_ -> compareData());
        data.subscribe(_ -> estimateAnew());
        // Later: opening an eye is a change of the list itself, and its other listeners keep their selection meanwhile.
        workbench.runs().runs().addListener((ListChangeListener<RunItem>)
                _ -> workbench.ui().execute(this::show));
        workbench.store().projectProperty().subscribe(_ -> {
            listModels();
            compareData();
        });
        measureDisk();
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
        return ModelSize.of(parameters());
    }

    // --- model

    /// Folders to choose from: the project's, the cache's.
    public ObservableList<Path> models() {
        return models;
    }

    public ReadOnlyObjectProperty<ModelLookup> modelProperty() {
        return model.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<ModelLookup> referenceProperty() {
        return reference.getReadOnlyProperty();
    }

    /// Chooses a model, or with `field` the reference.
    public void chooseModel(Field field, Path folder) {
        form.set(Map.of(field, FormValues.path(folder, workbench.folder())));
    }

    private void lookUp(String text, ReadOnlyObjectWrapper<ModelLookup> into) {
        into.set(new ModelLookup.Unknown());
        workbench.background().execute(() -> {
            ModelLookup found = ModelLookup.of(text, workbench.folder(), cache);
            workbench.ui().execute(() -> {
                Field field = into == model ? Field.MODEL : Field.REFERENCE;
                if (form.values().text(field).equals(text)) {
                    into.set(found);
                }
            });
        });
    }

    private void listModels() {
        List<Path> own = workbench.project().settings().models().stream()
                .map(path -> workbench.project().resolve(path))
                .toList();
        workbench.background().execute(() -> {
            List<Path> all = new ArrayList<>(own);
            try {
                cache.snapshots().forEach(snapshot -> all.add(snapshot.folder()));
            } catch (UserError e) {
                workbench.ui().execute(() -> workbench.notices().error(e));
            }
            workbench.ui().execute(() -> models.setAll(all));
        });
    }

    private OptionalLong parameters() {
        return model.get() instanceof ModelLookup.Found found
                ? OptionalLong.of(found.facts().parameters())
                : OptionalLong.empty();
    }

    // --- data

    /// What became of the data; empty until they have been read.
    public ReadOnlyObjectProperty<Optional<DataView>> dataProperty() {
        return data.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readingDataProperty() {
        return readingData.getReadOnlyProperty();
    }

    /// The median length of a completion in scored tokens, mean of both sides; absent until the data have been read.
    public OptionalDouble medianLength() {
        return statistics()
                .map(s -> OptionalDouble.of((s.chosen().median() + s.rejected().median()) / 2))
                .orElse(OptionalDouble.empty());
    }

    private OptionalDouble meanTokens() {
        return statistics()
                .map(s -> OptionalDouble.of(
                        s.prompt().mean() + s.chosen().mean() + s.rejected().mean()))
                .orElse(OptionalDouble.empty());
    }

    private Optional<PairStatistics> statistics() {
        return report().flatMap(DataReport::statistics)
                .filter(PairStatistics.class::isInstance)
                .map(PairStatistics.class::cast);
    }

    private Optional<DataReport> report() {
        return data.get().flatMap(DataView::report);
    }

    private void changed() {
        Optional<DataView.Inputs> inputs = form.config().map(DataView.Inputs::of);
        if (inputs.isPresent() && !inputs.equals(wanted)) {
            wanted = inputs;
            readData(form.config().orElseThrow(), inputs.get());
        }
        estimateAnew();
    }

    private void readData(RunConfig config, DataView.Inputs inputs) {
        dataJob.ifPresent(Job::cancel);
        readingData.set(true);
        dataJob = Optional.of(workbench
                .jobs()
                .start(
                        Messages.text("newrun.job.data"),
                        progress -> workbench.rooms().runs().check(config, progress),
                        report -> read(new DataView(inputs, Optional.of(report))),
                        error -> {
                            read(new DataView(inputs, Optional.empty()));
                            tell(error);
                        },
                        this::readingCancelled));
    }

    /// Does nothing where another reading has begun since. What was not read is read with the form's next change.
    private void readingCancelled() {
        if (dataJob.filter(Job::isCancelled).isPresent()) {
            readingData.set(false);
            dataJob = Optional.empty();
            wanted = Optional.empty();
        }
    }

    private void read(DataView view) {
        readingData.set(false);
        dataJob = Optional.empty();
        data.set(Optional.of(view));
    }

    /// Problems go beside their fields; what is none of the user's goes to the notices.
    private List<String> tell(Throwable error) {
        if (error instanceof UserError wrong) {
            return form.tell(wrong.problems());
        }
        workbench.notices().error(error);
        return List.of(Messages.text("newrun.check.unexpected"));
    }

    /// Takes a file among the training or the held-out data, or out of them.
    ///
    /// @param field [Field#DATA] or [Field#EVAL_DATA]
    public void choose(Field field, Path file, boolean chosen) {
        Path absolute = workbench.folder().resolve(file).normalize();
        List<Path> paths = new ArrayList<>(FormValues.paths(form.values().text(field), workbench.folder()));
        paths.remove(absolute);
        if (chosen) {
            paths.add(absolute);
        }
        form.set(Map.of(
                field,
                paths.stream()
                        .map(path -> FormValues.path(path, workbench.folder()))
                        .collect(Collectors.joining("\n"))));
    }

    /// Files to choose from: the project's of this role, and those that the form names besides.
    ///
    /// @param field [Field#DATA] or [Field#EVAL_DATA]
    public List<Path> files(Field field) {
        DataSource.Role role = field == Field.DATA ? DataSource.Role.TRAIN : DataSource.Role.HELD_OUT;
        return Stream.concat(
                        workbench.project().settings().data().stream()
                                .filter(source -> source.role() == role)
                                .map(source -> workbench.project().resolve(source.path())),
                        chosen(field).stream())
                .distinct()
                .toList();
    }

    /// The files that the form names.
    public List<Path> chosen(Field field) {
        return FormValues.paths(form.values().text(field), workbench.folder());
    }

    /// Whether the form's data are others than the project's, such as after pairs were excluded there.
    public ReadOnlyBooleanProperty otherDataProperty() {
        return otherData.getReadOnlyProperty();
    }

    /// Takes over the project's files, split and exclusions.
    public void useProjectData() {
        form.set(FormDefaults.data(workbench.project()));
    }

    private void compareData() {
        FormValues now = form.values();
        otherData.set(!now.with(FormDefaults.data(workbench.project())).equals(now));
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

    // --- check

    public ReadOnlyObjectProperty<CheckResult> checkProperty() {
        return check.getReadOnlyProperty();
    }

    /// The check that goes on.
    public ReadOnlyObjectProperty<Optional<Job>> checkingProperty() {
        return checking.getReadOnlyProperty();
    }

    /// Whether the check that was passed holds for the form as it is.
    public boolean isChecked() {
        return check.get() instanceof CheckResult.Passed passed
                && form.config().filter(now -> sameWork(now, passed.config())).isPresent();
    }

    public void check() {
        check(() -> {});
    }

    public void cancelCheck() {
        checking.get().ifPresent(Job::cancel);
        checkCancelled();
    }

    /// Does nothing where another check has begun since.
    private void checkCancelled() {
        if (checking.get().filter(Job::isCancelled).isPresent()) {
            checking.set(Optional.empty());
            check.set(new CheckResult.None());
        }
    }

    private void check(Runnable then) {
        if (form.config().isEmpty() || checking.get().isPresent()) {
            return;
        }
        RunConfig config = form.config().get();
        check.set(new CheckResult.Running());
        checking.set(Optional.of(workbench
                .jobs()
                .start(
                        Messages.text("newrun.job.check"),
                        progress -> {
                            DataReport report = workbench.rooms().runs().check(config, progress);
                            Benchmark.Trial trial =
                                    workbench.rooms().benchmark().tryLongest(config, progress);
                            return new CheckResult.Passed(config, report, trial);
                        },
                        passed -> {
                            passed(passed);
                            then.run();
                        },
                        error -> {
                            checking.set(Optional.empty());
                            check.set(new CheckResult.Failed(tell(error)));
                        },
                        this::checkCancelled)));
    }

    private void passed(CheckResult.Passed passed) {
        checking.set(Optional.empty());
        read(new DataView(DataView.Inputs.of(passed.config()), Optional.of(passed.report())));
        checkedRate = Optional.of(MeasuredRate.of(passed.trial(), meanTokens()));
        check.set(passed);
        form.remark(CheckRemarks.of(passed));
        estimateAnew();
    }

    /// Whether two runs compute the same per step, so that what was found out about one holds for the other.
    private static boolean sameWork(RunConfig one, RunConfig other) {
        return DataView.Inputs.of(one).equals(DataView.Inputs.of(other))
                && one.batch().perDeviceTrainBatchSize() == other.batch().perDeviceTrainBatchSize()
                && one.batch().gradientAccumulationSteps() == other.batch().gradientAccumulationSteps()
                && one.batch().maxTokensPerMicroBatch() == other.batch().maxTokensPerMicroBatch()
                && one.optimizer().optim() == other.optimizer().optim()
                && one.evaluation().sampling().maxNewTokens()
                        == other.evaluation().sampling().maxNewTokens()
                && one.device().equals(other.device());
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
        OptionalInt pairs = report().map(r -> OptionalInt.of(r.trainPairs())).orElse(OptionalInt.empty());
        estimate.set(form.config().map(config -> Estimate.of(config, parameters(), pairs, rate(config))));
    }

    private Optional<MeasuredRate> rate(RunConfig config) {
        Optional<MeasuredRate> measured = rates.of(workbench.runs().runs(), config);
        return isChecked() ? checkedRate.or(() -> measured) : measured;
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
        if (isChecked()) {
            go.accept(configs);
        } else {
            check(() -> go.accept(configs));
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
