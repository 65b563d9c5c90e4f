package org.dpoworkbench.app.window.model.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.text.DataAccount;
import org.dpoworkbench.engine.text.DataInspector;
import org.dpoworkbench.ui.Messages;

/// The place *Data*: the project's preference files, what a run makes of them, and the pair that is looked
/// at.
public final class DataModel {
    private final Workbench workbench;
    private final DataReader reader = new DataReader();
    private final DataHistory history;
    private final PairTable table;
    private final SourceActions sourceActions;
    private final ObservableList<SourceLine> sources = FXCollections.observableArrayList();
    private final ObservableList<ProblemCount> problems = FXCollections.observableArrayList();
    private final ObservableList<Path> models = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<Path>> model = new SimpleObjectProperty<>(this, "model", Optional.empty());
    private final ObjectProperty<Optional<RecordKind>> kind =
            new SimpleObjectProperty<>(this, "kind", Optional.empty());
    private final ObjectProperty<Optional<BuiltInTemplate>> template =
            new SimpleObjectProperty<>(this, "template", Optional.empty());
    private final ObjectProperty<Optional<Path>> benchmark =
            new SimpleObjectProperty<>(this, "benchmark", Optional.empty());
    private final ReadOnlyObjectWrapper<RecordKind> shownKind =
            new ReadOnlyObjectWrapper<>(this, "shownKind", RecordKind.PAIRS);
    private final ReadOnlyObjectWrapper<Optional<DataAccount>> account =
            new ReadOnlyObjectWrapper<>(this, "account", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<LengthPicture>> lengths =
            new ReadOnlyObjectWrapper<>(this, "lengths", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<SplitCounts>> split =
            new ReadOnlyObjectWrapper<>(this, "split", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> problem =
            new ReadOnlyObjectWrapper<>(this, "problem", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Job>> reading =
            new ReadOnlyObjectWrapper<>(this, "reading", Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<PairView>> view =
            new ReadOnlyObjectWrapper<>(this, "view", Optional.empty());
    private Optional<DataInspector> inspector = Optional.empty();
    private Optional<Wanted> wanted = Optional.empty();
    private Optional<PairRow> looked = Optional.empty();

    /// What the data in view depend on.
    private record Wanted(
            List<DataSource> data,
            Optional<ProjectSettings.Split> split,
            List<String> exclude,
            Optional<?> config,
            Optional<RecordKind> kind,
            Optional<BuiltInTemplate> template,
            Optional<Path> benchmark,
            Optional<Path> model) {
        static Wanted of(
                ProjectSettings settings,
                Optional<RecordKind> kind,
                Optional<BuiltInTemplate> template,
                Optional<Path> benchmark,
                Optional<Path> model) {
            return new Wanted(
                    settings.data(),
                    settings.split(),
                    settings.exclude(),
                    settings.defaultConfig().map(config -> config.data()),
                    kind,
                    template,
                    benchmark,
                    model);
        }
    }

    private record Result(
            DataReader.Found found,
            List<ProblemCount> problems,
            Optional<LengthPicture> lengths,
            Optional<SplitCounts> split) {}

    public DataModel(Workbench workbench) {
        this.workbench = workbench;
        this.history = new DataHistory(workbench.store());
        this.table = new PairTable(workbench.background(), workbench.ui(), workbench.notices()::error);
        this.sourceActions = new SourceActions(workbench, this);
        workbench.store().projectProperty().subscribe(this::follow);
        model.subscribe(_ -> readAgain(false));
        kind.subscribe(_ -> readAgain(false));
        template.subscribe(_ -> readAgain(false));
        benchmark.subscribe(_ -> readAgain(false));
    }

    public PairTable table() {
        return table;
    }

    /// What can be done with the sources.
    public SourceActions sourceActions() {
        return sourceActions;
    }

    public ObservableList<SourceLine> sources() {
        return sources;
    }

    /// The problems that occur.
    public ObservableList<ProblemCount> problems() {
        return problems;
    }

    /// Model folders of the project, absolute, whose tokenizers can be used.
    public ObservableList<Path> models() {
        return models;
    }

    /// The model whose tokenizer counts and whose template renders.
    public ObjectProperty<Optional<Path>> modelProperty() {
        return model;
    }

    /// What the files' records are read as: what a loss would make of them; empty: what they are by nature.
    public ObjectProperty<Optional<RecordKind>> kindProperty() {
        return kind;
    }

    /// What makes texts of conversations here; empty: as the default configuration says, else the model's own.
    public ObjectProperty<Optional<BuiltInTemplate>> templateProperty() {
        return template;
    }

    /// A file of a benchmark that records are held against; empty: none.
    public ObjectProperty<Optional<Path>> benchmarkProperty() {
        return benchmark;
    }

    /// What the records in view were read as.
    public ReadOnlyObjectProperty<RecordKind> shownKindProperty() {
        return shownKind.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<DataAccount>> accountProperty() {
        return account.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<LengthPicture>> lengthsProperty() {
        return lengths.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<SplitCounts>> splitProperty() {
        return split.getReadOnlyProperty();
    }

    /// Why the files make no data set, though each of them may be fine.
    public ReadOnlyObjectProperty<Optional<String>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The reading that goes on.
    public ReadOnlyObjectProperty<Optional<Job>> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /// The pair that is looked at.
    public ReadOnlyObjectProperty<Optional<PairView>> viewProperty() {
        return view.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<String>> undoProperty() {
        return history.undoProperty();
    }

    public ReadOnlyObjectProperty<Optional<String>> redoProperty() {
        return history.redoProperty();
    }

    public boolean readOnly() {
        return workbench.readOnly();
    }

    public Project project() {
        return workbench.project();
    }

    public void undo() {
        guarded(history::undo);
    }

    public void redo() {
        guarded(history::redo);
    }

    /// Reads every file again that has changed on the disk.
    public void readAgain() {
        readAgain(true);
    }

    /// Looks at a pair; absent: at none.
    public void look(Optional<PairRow> row) {
        looked = row;
        if (row.isEmpty() || inspector.isEmpty()) {
            view.set(Optional.empty());
            return;
        }
        PairRow wantedRow = row.get();
        DataInspector with = inspector.get();
        workbench.background().execute(() -> {
            if (looked.filter(now -> now == wantedRow).isEmpty()) {
                return;
            }
            try {
                PairView made = PairView.of(wantedRow, with);
                workbench.ui().execute(() -> {
                    if (looked.filter(now -> now == wantedRow).isPresent()) {
                        view.set(Optional.of(made));
                    }
                });
            } catch (RuntimeException e) {
                workbench.ui().execute(() -> workbench.notices().error(e));
            }
        });
    }

    /// Leaves pairs out of new runs; takes them in again where all of them are left out.
    public void toggleExcluded(List<PairRow> rows) {
        List<String> ids = rows.stream()
                .map(PairRow::id)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (ids.isEmpty()) {
            return;
        }
        boolean back = rows.stream().filter(row -> row.id().isPresent()).allMatch(PairRow::isExcluded);
        String name =
                back ? Messages.text("data.undo.include", ids.size()) : Messages.text("data.undo.exclude", ids.size());
        change(name, settings -> {
            Set<String> exclude = new LinkedHashSet<>(settings.exclude());
            if (back) {
                ids.forEach(exclude::remove);
            } else {
                exclude.addAll(ids);
            }
            return settings.withExclude(List.copyOf(exclude));
        });
    }

    /// @param heldOut pairs: a share below 1, else a count
    /// @throws UserError where that is none
    public void splitBy(double heldOut, long seed) {
        var split = new ProjectSettings.Split(heldOut, seed);
        change(Messages.text("data.undo.split"), settings -> settings.withSplit(Optional.of(split)));
    }

    /// Changes the project's data so that it can be taken back.
    void change(String name, UnaryOperator<ProjectSettings> change) {
        guarded(() -> history.change(name, change));
    }

    private void guarded(Runnable change) {
        try {
            change.run();
        } catch (UserError e) {
            workbench.notices().error(e);
        }
    }

    private void follow(Project project) {
        ProjectSettings settings = project.settings();
        List<Path> known = Stream.concat(
                        settings.defaultConfig().stream()
                                .map(config -> config.model().model()),
                        settings.models().stream())
                .map(project::resolve)
                .distinct()
                .toList();
        if (!known.equals(models)) {
            models.setAll(known);
        }
        if (model.get().filter(known::contains).isEmpty()) {
            model.set(known.stream().findFirst());
        }
        readAgain(false);
    }

    private void readAgain(boolean anyway) {
        Project project = workbench.project();
        Wanted now = Wanted.of(project.settings(), kind.get(), template.get(), benchmark.get(), model.get());
        if (!anyway && wanted.equals(Optional.of(now))) {
            return;
        }
        wanted = Optional.of(now);
        reading.get().ifPresent(Job::cancel);
        reading.set(Optional.empty());
        keepLines(project);
        if (now.data().isEmpty() || model.get().isEmpty()) {
            problem.set(now.data().isEmpty() ? Optional.empty() : Optional.of(Messages.text("data.noModel")));
            show(List.of(), List.of(), Optional.empty(), Optional.empty());
            return;
        }
        var with = new DataReader.With(kind.get(), model.get().get(), template.get(), benchmark.get());
        reading.set(Optional.of(workbench
                .jobs()
                .start(
                        Messages.text("data.reading"),
                        progress -> {
                            DataReader.Found found = reader.read(project, with, progress);
                            return new Result(
                                    found,
                                    ProblemCount.of(found.rows()),
                                    found.account()
                                            .flatMap(a -> LengthPicture.of(
                                                    a, found.inspector().kind(), found.rows())),
                                    found.account().map(_ -> SplitCounts.of(found.rows())));
                        },
                        this::found,
                        error -> {
                            reading.set(Optional.empty());
                            if (error instanceof UserError) {
                                problem.set(Optional.of(DataProblem.of(error.getMessage(), project.folder())));
                                show(List.of(), List.of(), Optional.empty(), Optional.empty());
                            } else {
                                workbench.notices().error(error);
                            }
                        },
                        this::readingCancelled)));
    }

    /// Shows the sources at once; what was found out about those that stay, stays.
    private void keepLines(Project project) {
        List<SourceLine> lines = new ArrayList<>();
        for (DataSource source : project.settings().data()) {
            Path file = project.resolve(source.path());
            lines.add(sources.stream()
                    .filter(line -> line.source().equals(source))
                    .findFirst()
                    .orElseGet(() -> SourceLine.waiting(source, file)));
        }
        if (!lines.equals(sources)) {
            sources.setAll(lines);
        }
    }

    private void found(Result result) {
        reading.set(Optional.empty());
        DataReader.Found found = result.found();
        inspector = Optional.of(found.inspector());
        sources.setAll(found.lines());
        problem.set(found.problem());
        shownKind.set(found.inspector().kind());
        split.set(result.split());
        show(found.rows(), result.problems(), found.account(), result.lengths());
    }

    private void show(
            List<PairRow> rows,
            List<ProblemCount> counts,
            Optional<DataAccount> counted,
            Optional<LengthPicture> picture) {
        problems.setAll(counts);
        account.set(counted);
        lengths.set(picture);
        Predicate<ProblemKind> occurs =
                kind -> counts.stream().anyMatch(count -> count.kind().equals(kind));
        table.ask(query -> query.withProblem(query.problem().filter(occurs)));
        table.show(rows);
    }

    /// Cancels the reading; what was read before stays in view.
    public void cancelReading() {
        reading.get().ifPresent(job -> {
            job.cancel();
            readingCancelled();
        });
    }

    /// Does nothing where another reading has begun since.
    private void readingCancelled() {
        if (reading.get().filter(Job::isCancelled).isPresent()) {
            reading.set(Optional.empty());
            problem.set(Optional.of(Messages.text("data.reading.stopped")));
        }
    }
}
