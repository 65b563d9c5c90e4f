package org.dpoworkbench.app.window.model.runs;

import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.run.ControlRequest;
import org.dpoworkbench.ui.Messages;

/// What the user does with runs. Nothing here waits: what takes time goes on in the background and tells its failures
/// in the notices.
public final class RunActions {
    private final Workbench workbench;
    private final RunRequests requests;
    private final RunTrash trash;
    private final ObservableSet<RunItem> continuing = FXCollections.observableSet();
    private final ObservableList<RunTrash.Thrown> deleted = FXCollections.observableArrayList();
    private final ObservableList<RunTrash.Thrown> readOnlyDeleted = FXCollections.unmodifiableObservableList(deleted);

    public RunActions(Workbench workbench) {
        this.workbench = workbench;
        this.requests = new RunRequests(
                workbench.background(),
                workbench.ui(),
                error -> workbench.notices().error(error));
        this.trash = new RunTrash(workbench.folder());
    }

    /// What has been asked of workers and not been answered.
    public RunRequests requests() {
        return requests;
    }

    /// Runs for which a worker is being started.
    public ObservableSet<RunItem> continuing() {
        return continuing;
    }

    public RunAbility ability(RunItem run) {
        return new RunAbility(
                run.summary().state(),
                Optional.ofNullable(requests.pending().get(run)).map(RunRequest::kind),
                run.isGuest() || workbench.readOnly());
    }

    /// Pauses a run that goes on, and lets a paused one go on.
    public void pauseOrResume(RunItem run) {
        if (ability(run).canPause()) {
            requests.ask(run, ControlRequest.Kind.PAUSE);
        } else if (ability(run).canResume()) {
            requests.ask(run, ControlRequest.Kind.RESUME);
        }
    }

    /// Stops the run, with a checkpoint to continue from.
    public void stop(RunItem run) {
        if (ability(run).canStop()) {
            requests.ask(run, ControlRequest.Kind.STOP);
        }
    }

    public void checkpoint(RunItem run) {
        if (ability(run).canCheckpoint()) {
            requests.ask(run, ControlRequest.Kind.CHECKPOINT);
        }
    }

    /// Starts a worker that takes the run up where its newest checkpoint left it.
    public void proceed(RunItem run) {
        if (!ability(run).canContinue() || !continuing.add(run)) {
            return;
        }
        workbench
                .jobs()
                .start(
                        Messages.text("runs.continue.job", RunNames.of(run)),
                        _ -> workbench.rooms().runs().resume(run.folder()),
                        _ -> {
                            continuing.remove(run);
                            workbench.runs().refresh();
                        },
                        error -> {
                            continuing.remove(run);
                            workbench.notices().error(error);
                        },
                        () -> continuing.remove(run));
    }

    /// Whether the run waits in the queue for its turn.
    public boolean waits(RunItem run) {
        return workbench.queue().waiting().contains(run);
    }

    /// Starts a waiting run whatever else computes.
    public void startNow(RunItem run) {
        workbench.queue().startNow(run);
    }

    /// Opens *New run* with this run's settings.
    public void again(RunItem run) {
        run.summary().config().ifPresent(config -> workbench.openNewRun(NewRunRequest.from(config, RunNames.of(run))));
    }

    /// Opens *New run* from weights that the run left behind: they become the policy's start and the reference.
    public void startFrom(RunItem run, StartingPoint point) {
        run.summary()
                .config()
                .ifPresent(config -> workbench.openNewRun(NewRunRequest.from(
                        StartingPoint.as(config, preferenceSettings(config), point.path()),
                        Messages.text("runs.from.origin", point.text(), RunNames.of(run)))));
    }

    /// What comes after fine-tuning is preference optimisation, with the project's settings where it has any.
    private RunConfig preferenceSettings(RunConfig of) {
        return of.objective() == Objective.DPO
                ? of
                : workbench
                        .project()
                        .settings()
                        .defaultConfig()
                        .map(config -> config.resolvedIn(workbench.folder()))
                        .orElse(of);
    }

    /// Opens the run's eye or closes it.
    public void toggleShown(RunItem run) {
        run.shownProperty().set(!run.shownProperty().get());
    }

    /// Makes the run the one that others are held against, or no longer.
    public void toggleBaseline(RunItem run) {
        var baseline = workbench.runs().baselineProperty();
        baseline.set(baseline.get() == run ? null : run);
    }

    public boolean canDelete(List<RunItem> runs) {
        return !runs.isEmpty() && runs.stream().map(this::ability).allMatch(RunAbility::canDelete);
    }

    /// What was deleted last and can be taken back; none after it was.
    public ObservableList<RunTrash.Thrown> deleted() {
        return readOnlyDeleted;
    }

    /// Puts the runs into the project's trash.
    public void delete(List<RunItem> runs) {
        if (!canDelete(runs)) {
            if (runs.stream().anyMatch(run -> run.summary().underWay())) {
                workbench.notices().information(Messages.text("runs.delete.underWay"));
            }
            return;
        }
        workbench
                .jobs()
                .start(
                        Messages.text("runs.delete.job", runs.size()),
                        _ -> trash.put(runs.stream().map(RunItem::folder).toList()),
                        thrown -> {
                            workbench.runs().refresh();
                            deleted.setAll(thrown);
                        },
                        workbench.notices()::error);
    }

    /// Says no more of what was deleted last; it stays in the trash.
    public void forgetDeleted() {
        deleted.clear();
    }

    /// Takes back what was deleted last.
    public void restore() {
        List<RunTrash.Thrown> thrown = List.copyOf(deleted);
        deleted.clear();
        workbench
                .jobs()
                .start(
                        Messages.text("runs.restore.job", thrown.size()),
                        _ -> {
                            trash.restore(thrown);
                            return thrown;
                        },
                        _ -> workbench.runs().refresh(),
                        workbench.notices()::error);
    }

    /// Whether the project may be written to.
    public boolean canWrite() {
        return !workbench.readOnly();
    }

    /// Empties the trash after a question that says how much goes.
    public void emptyTrash() {
        workbench
                .jobs()
                .start(
                        Messages.text("runs.trash.measure"),
                        _ -> new Contents(trash.count(), trash.bytes()),
                        this::emptyAfterAsking,
                        workbench.notices()::error);
    }

    private void emptyAfterAsking(Contents contents) {
        if (contents.runs() == 0) {
            workbench.notices().information(Messages.text("runs.trash.none"));
            return;
        }
        boolean sure = workbench
                .desk()
                .confirm(
                        Messages.text("runs.trash.title"),
                        Messages.text("runs.trash.text", contents.runs(), FolderSize.text(contents.bytes())),
                        Messages.text("runs.trash.confirm"));
        if (sure) {
            workbench
                    .jobs()
                    .start(
                            Messages.text("runs.trash.job"),
                            _ -> {
                                trash.empty();
                                return contents;
                            },
                            _ -> forgetDeleted(),
                            workbench.notices()::error);
        }
    }

    private record Contents(int runs, long bytes) {}
}
