package org.dpoworkbench.app.window.model.runs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.journal.Event;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Messages;

/// The selected run's checkpoints on disk: what each takes and is worth, and which of them go.
public final class CheckpointsViewModel {
    private final Workbench workbench;
    private final ObservableList<CheckpointLine> lines =
            FXCollections.observableArrayList(line -> new Observable[] {line.removedProperty()});
    private final ObservableList<StartingPoint> startingPoints = FXCollections.observableArrayList();
    private final ReadOnlyLongWrapper total = new ReadOnlyLongWrapper(this, "total");
    private final ReadOnlyLongWrapper freed = new ReadOnlyLongWrapper(this, "freed");
    private final ReadOnlyStringWrapper warning = new ReadOnlyStringWrapper(this, "warning", "");
    private final ReadOnlyStringWrapper elsewhere = new ReadOnlyStringWrapper(this, "elsewhere", "");
    private Optional<RunItem> run = Optional.empty();
    private Subscription watching = Subscription.EMPTY;
    private int recorded = -1;

    public CheckpointsViewModel(Workbench workbench) {
        this.workbench = workbench;
        lines.addListener((ListChangeListener<CheckpointLine>) _ -> count());
        workbench.runs().selectedProperty().subscribe(this::select);
    }

    /// The checkpoints, the oldest first.
    public ObservableList<CheckpointLine> lines() {
        return lines;
    }

    /// What a new run can start from: the final model, then the newest checkpoint first.
    public ObservableList<StartingPoint> startingPoints() {
        return startingPoints;
    }

    /// Bytes of all checkpoints.
    public ReadOnlyLongProperty totalProperty() {
        return total.getReadOnlyProperty();
    }

    /// Bytes that deleting the marked ones frees.
    public ReadOnlyLongProperty freedProperty() {
        return freed.getReadOnlyProperty();
    }

    /// What will no longer be possible; empty where that is nothing much.
    public ReadOnlyStringProperty warningProperty() {
        return warning.getReadOnlyProperty();
    }

    /// What is said of checkpoints that are neither measured nor deleted here; empty where there are none.
    public ReadOnlyStringProperty elsewhereProperty() {
        return elsewhere.getReadOnlyProperty();
    }

    private void select(RunItem selected) {
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        run = Optional.ofNullable(selected).filter(item -> !item.isGuest());
        recorded = -1;
        lines.clear();
        startingPoints.clear();
        elsewhere.set("");
        run.ifPresent(item -> watching = item.curvesProperty()
                .subscribe(this::lookIfNew)
                .and(item.summaryProperty().subscribe((_, _) -> count())));
    }

    /// Looks at the disk again when the journal tells of another checkpoint.
    private void lookIfNew(RunCurves curves) {
        int now = curves.checkpoints().size() + (curves.finalModel().isPresent() ? 1 : 0);
        if (now != recorded) {
            recorded = now;
            run.ifPresent(this::read);
        }
    }

    private void read(RunItem item) {
        List<Event.Checkpoint> recorded = item.curves().checkpoints();
        workbench.background().execute(() -> {
            try {
                List<CheckpointFolders.Stored> stored = CheckpointFolders.of(item.folder());
                List<String> others = CheckpointFolders.elsewhere(item.folder(), recorded);
                workbench.ui().execute(() -> show(item, stored, others));
            } catch (UserError e) {
                workbench.ui().execute(() -> workbench.notices().error(e));
            }
        });
    }

    private void show(RunItem item, List<CheckpointFolders.Stored> stored, List<String> others) {
        if (!run.equals(Optional.of(item))) {
            return;
        }
        List<CheckpointLine> now = new ArrayList<>();
        List<StartingPoint> points = new ArrayList<>();
        for (CheckpointFolders.Stored one : stored) {
            one.step()
                    .ifPresent(step -> now.add(new CheckpointLine(
                            step,
                            one.path(),
                            one.bytes(),
                            heldOut(item, Metric.REWARDS_ACCURACIES, step),
                            heldOut(item, Metric.LOSS, step))));
            points.addFirst(new StartingPoint(one.step(), one.path()));
        }
        startingPoints.setAll(points);
        lines.setAll(now);
        elsewhere.set(
                others.isEmpty() ? "" : Messages.text("runs.checkpoints.elsewhere", others.size(), others.getLast()));
    }

    private static OptionalDouble heldOut(RunItem item, Metric metric, int step) {
        return item.curves().series(metric.evalKey()).atOrBefore(step);
    }

    /// Marks what the plan does not keep.
    public void mark(PrunePlan plan) {
        List<CheckpointLine> removed = plan.removed(lines);
        lines.forEach(line -> line.removedProperty().set(removed.contains(line)));
    }

    private void count() {
        List<CheckpointLine> removed = removed();
        total.set(lines.stream().mapToLong(CheckpointLine::bytes).sum());
        freed.set(removed.stream().mapToLong(CheckpointLine::bytes).sum());
        boolean resumable = run.flatMap(item -> item.summary().state())
                .filter(state -> state != RunState.FINISHED)
                .isPresent();
        boolean newestGoes =
                !lines.isEmpty() && lines.getLast().removedProperty().get();
        boolean allGo = !removed.isEmpty() && removed.size() == lines.size();
        if (resumable && allGo) {
            warning.set(Messages.text("runs.prune.noResume"));
        } else if (resumable && newestGoes) {
            warning.set(Messages.text(
                    "runs.prune.earlierResume",
                    Integer.toString(lines.stream()
                            .filter(line -> !line.removedProperty().get())
                            .mapToInt(CheckpointLine::step)
                            .max()
                            .orElse(0))));
        } else {
            warning.set("");
        }
    }

    private List<CheckpointLine> removed() {
        return lines.stream().filter(line -> line.removedProperty().get()).toList();
    }

    /// Deletes the marked checkpoints, for good, after a question.
    public void prune() {
        List<CheckpointLine> removed = removed();
        if (removed.isEmpty() || run.isEmpty() || workbench.readOnly()) {
            return;
        }
        RunItem item = run.get();
        boolean sure = workbench
                .desk()
                .confirm(
                        Messages.text("runs.prune.confirm.title"),
                        Messages.text(
                                "runs.prune.confirm.text",
                                removed.size(),
                                RunNames.of(item),
                                FolderSize.text(freed.get()),
                                warning.get()),
                        Messages.text("runs.prune.confirm.yes", removed.size()));
        if (sure) {
            workbench
                    .jobs()
                    .start(
                            Messages.text("runs.prune.job", RunNames.of(item)),
                            _ -> {
                                removed.forEach(line -> CheckpointFolders.delete(item.folder(), line.path()));
                                return item;
                            },
                            this::read,
                            error -> {
                                read(item);
                                workbench.notices().error(error);
                            });
        }
    }
}
