package org.dpoworkbench.app.window.model.samples;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.util.Subscription;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.sample.SampleReward;
import org.dpoworkbench.ui.Messages;

/// The shown runs' answers to their fixed prompts.
public final class SamplesViewModel {
    private final Workbench workbench;
    private final ReadOnlyObjectWrapper<SampleGrid> grid = new ReadOnlyObjectWrapper<>(this, "grid", SampleGrid.NONE);
    private final ObservableList<String> prompts = FXCollections.observableArrayList();
    private final FilteredList<String> listed = new FilteredList<>(prompts);
    private final ObjectProperty<Span> span = new SimpleObjectProperty<>(this, "span", Span.ALL);
    private final StringProperty search = new SimpleStringProperty(this, "search", "");
    private final BooleanProperty differences = new SimpleBooleanProperty(this, "differences");
    private final ReadOnlyObjectWrapper<Optional<SampleReward>> reward =
            new ReadOnlyObjectWrapper<>(this, "reward", Optional.empty());
    private final JudgeViewModel judge;
    private Subscription following = Subscription.EMPTY;

    public SamplesViewModel(Workbench workbench) {
        this.workbench = workbench;
        judge = new JudgeViewModel(workbench, grid.getReadOnlyProperty());
        workbench.runs().shown().addListener((InvalidationListener) _ -> follow());
        workbench.marker().stepProperty().subscribe(_ -> showIfMarked());
        span.subscribe(_ -> show());
        search.subscribe(_ -> filter());
        loadReward();
        follow();
    }

    /// The answers in view.
    public ReadOnlyObjectProperty<SampleGrid> gridProperty() {
        return grid.getReadOnlyProperty();
    }

    /// The prompts that the search lets through.
    public FilteredList<String> listed() {
        return listed;
    }

    public ObjectProperty<Span> spanProperty() {
        return span;
    }

    /// What prompt or an answer must contain.
    public StringProperty searchProperty() {
        return search;
    }

    /// Whether words that the reference did not say are marked.
    public BooleanProperty differencesProperty() {
        return differences;
    }

    /// The project's true reward, once it is read.
    public ReadOnlyObjectProperty<Optional<SampleReward>> rewardProperty() {
        return reward.getReadOnlyProperty();
    }

    public JudgeViewModel judge() {
        return judge;
    }

    /// Whether any run is shown.
    public boolean hasRuns() {
        return !workbench.runs().shown().isEmpty();
    }

    /// The answer's true reward, where the project has one.
    public OptionalDouble reward(Event.Sample sample) {
        return reward.get().isPresent()
                ? OptionalDouble.of(reward.get().get().of(sample.prompt(), sample.completion()))
                : OptionalDouble.empty();
    }

    /// The text of an answer: repeated words folded, or held against the reference's answer of the same number.
    public List<Piece> pieces(SampleColumn column, Event.Sample sample) {
        int number = column.all(sample.prompt()).indexOf(sample);
        Optional<Event.Sample> reference = referenceOf(column)
                .map(r -> r.all(sample.prompt()))
                .filter(all -> !all.isEmpty())
                .map(all -> all.get(Math.clamp(number, 0, all.size() - 1)));
        return differences.get() && reference.isPresent() && !column.isReference()
                ? WordDifference.of(sample.completion(), reference.get().completion())
                : Repeats.fold(sample.completion());
    }

    /// The run's own reference where it has a column, else the first.
    private Optional<SampleColumn> referenceOf(SampleColumn column) {
        List<SampleColumn> references =
                grid.get().columns().stream().filter(SampleColumn::isReference).toList();
        return references.stream()
                .filter(r -> r.run() == column.run())
                .findFirst()
                .or(() -> references.stream().findFirst());
    }

    /// Whether the column is the one of its run that the marker looks at.
    public boolean isMarked(SampleColumn column) {
        int step = workbench.marker().step().orElse(Integer.MAX_VALUE);
        return !column.isReference()
                && column.step() <= step
                && grid.get().columns().stream()
                        .filter(other -> other.run() == column.run() && !other.isReference())
                        .noneMatch(other -> other.step() > column.step() && other.step() <= step);
    }

    /// Puts the prompt with every answer on the clipboard.
    public void copy(SampleColumn column, String prompt) {
        workbench
                .desk()
                .copyText(column.all(prompt).stream()
                        .map(sample -> sample.prompt() + sample.completion())
                        .collect(Collectors.joining("\n\n")));
        workbench.notices().information(Messages.text("samples.copied", column.title()));
    }

    private void follow() {
        following.unsubscribe();
        following = workbench.runs().shown().stream()
                .map(run -> run.curvesProperty().subscribe((before, now) -> {
                    if (!before.samples().equals(now.samples())) {
                        show();
                    }
                }))
                .reduce(Subscription.EMPTY, Subscription::and);
        show();
    }

    private void showIfMarked() {
        if (span.get() == Span.MARKED) {
            show();
        }
    }

    private void show() {
        List<RunItem> runs = List.copyOf(workbench.runs().shown());
        SampleGrid now = SampleGrid.of(runs, span.get(), workbench.marker().step());
        grid.set(now);
        if (!prompts.equals(now.prompts())) {
            prompts.setAll(now.prompts());
        }
        filter();
    }

    private void filter() {
        String wanted = search.get().toLowerCase(Locale.ROOT);
        SampleGrid now = grid.get();
        listed.setPredicate(prompt -> wanted.isBlank()
                || prompt.toLowerCase(Locale.ROOT).contains(wanted)
                || now.columns().stream()
                        .flatMap(column -> column.all(prompt).stream())
                        .anyMatch(sample ->
                                sample.completion().toLowerCase(Locale.ROOT).contains(wanted)));
    }

    private void loadReward() {
        workbench.background().execute(() -> {
            try {
                Optional<SampleReward> declared = SampleReward.declaredBy(workbench.project());
                workbench.ui().execute(() -> reward.set(declared));
            } catch (RuntimeException e) { // an unknown name, or an unreadable resource: the user is told either way
                workbench.ui().execute(() -> workbench.notices().error(e));
            }
        });
    }
}
