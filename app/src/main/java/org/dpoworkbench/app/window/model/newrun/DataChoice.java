package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.dpoworkbench.app.window.model.Job;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.CompletionStatistics;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.data.LabelledStatistics;
import org.dpoworkbench.engine.data.LengthStatistics;
import org.dpoworkbench.engine.data.LengthSummary;
import org.dpoworkbench.engine.data.PairStatistics;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.ui.Messages;

/// The files that the form names, and what becomes of their records, read anew whenever what decides it changes.
public final class DataChoice {
    private final Workbench workbench;
    private final RunForm form;
    private final FormProblems problems;
    private final ReadOnlyObjectWrapper<Optional<DataView>> view =
            new ReadOnlyObjectWrapper<>(this, "view", Optional.empty());
    private final ReadOnlyBooleanWrapper other = new ReadOnlyBooleanWrapper(this, "other");
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper(this, "reading");
    private Optional<Job> job = Optional.empty();
    private Optional<DataView.Inputs> wanted = Optional.empty();

    DataChoice(Workbench workbench, RunForm form, FormProblems problems) {
        this.workbench = workbench;
        this.form = form;
        this.problems = problems;
        form.configProperty().subscribe(this::follow);
        form.valuesProperty().subscribe(_ -> compare());
        workbench.store().projectProperty().subscribe(_ -> compare());
    }

    /// What became of the data; empty until they have been read.
    public ReadOnlyObjectProperty<Optional<DataView>> viewProperty() {
        return view.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /// The median length of a completion in scored tokens, of pairs the mean of both sides; absent until the data have
    /// been read.
    public OptionalDouble medianLength() {
        return of(statistics -> switch (statistics) {
            case PairStatistics pairs ->
                (pairs.chosen().median() + pairs.rejected().median()) / 2;
            case CompletionStatistics completions -> completions.completion().median();
            case LabelledStatistics labelled ->
                Stream.of(labelled.wantedLength(), labelled.unwantedLength())
                        .flatMap(Optional::stream)
                        .mapToDouble(LengthSummary::median)
                        .average()
                        .orElse(0);
        });
    }

    /// Tokens of an example, its prompt once; of a ranking its best and worst answer.
    OptionalDouble meanTokens() {
        return of(statistics -> switch (statistics) {
            case PairStatistics pairs ->
                pairs.prompt().mean() + pairs.chosen().mean() + pairs.rejected().mean();
            case CompletionStatistics completions ->
                completions.prompt().mean() + completions.completion().mean();
            case LabelledStatistics labelled ->
                labelled.prompt().mean()
                        + (total(labelled.wanted(), labelled.wantedLength())
                                        + total(labelled.unwanted(), labelled.unwantedLength()))
                                / Math.max(1, labelled.wanted() + labelled.unwanted());
        });
    }

    private static double total(int count, Optional<LengthSummary> lengths) {
        return lengths.map(summary -> count * summary.mean()).orElse(0.0);
    }

    private OptionalDouble of(ToDoubleFunction<LengthStatistics> value) {
        return report().flatMap(DataReport::statistics)
                .map(statistics -> OptionalDouble.of(value.applyAsDouble(statistics)))
                .orElse(OptionalDouble.empty());
    }

    /// Examples to train on; absent until the data have been read.
    OptionalInt examples() {
        return report().map(r -> OptionalInt.of(r.trainPairs())).orElse(OptionalInt.empty());
    }

    private Optional<DataReport> report() {
        return view.get().flatMap(DataView::report);
    }

    private void follow(Optional<RunConfig> config) {
        Optional<DataView.Inputs> inputs = config.map(DataView.Inputs::of);
        if (inputs.isPresent() && !inputs.equals(wanted)) {
            wanted = inputs;
            read(config.orElseThrow(), inputs.get());
        }
    }

    private void read(RunConfig config, DataView.Inputs inputs) {
        job.ifPresent(Job::cancel);
        reading.set(true);
        job = Optional.of(workbench
                .jobs()
                .start(
                        Messages.text("newrun.job.data"),
                        progress -> KindMismatch.check(workbench.rooms().runs(), config, Optional.empty(), progress),
                        report -> show(new DataView(inputs, Optional.of(report))),
                        error -> {
                            show(new DataView(inputs, Optional.empty()));
                            problems.tell(error);
                        },
                        this::cancelled));
    }

    /// Does nothing where another reading has begun since. What was not read is read with the form's next change.
    private void cancelled() {
        if (job.filter(Job::isCancelled).isPresent()) {
            reading.set(false);
            job = Optional.empty();
            wanted = Optional.empty();
        }
    }

    void show(DataView found) {
        reading.set(false);
        job = Optional.empty();
        view.set(Optional.of(found));
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
    public ReadOnlyBooleanProperty otherProperty() {
        return other.getReadOnlyProperty();
    }

    /// Takes over the project's files, split and exclusions.
    public void useProjects() {
        form.set(FormDefaults.data(workbench.project()));
    }

    private void compare() {
        FormValues now = form.values();
        other.set(!now.with(FormDefaults.data(workbench.project())).equals(now));
    }
}
