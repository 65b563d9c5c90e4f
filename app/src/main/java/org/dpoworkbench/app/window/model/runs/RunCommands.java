package org.dpoworkbench.app.window.model.runs;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.ui.Messages;

/// What can be done with the selected runs, by name and key.
public final class RunCommands {
    private final RunListViewModel list;
    private final RunActions actions;
    public final Command pauseOrResume;
    public final Command stop;
    public final Command checkpoint;
    public final Command proceed;
    public final Command startNow;
    public final Command again;
    public final Command shown;
    public final Command baseline;
    public final Command delete;
    public final Command emptyTrash;

    public RunCommands(RunListViewModel list, RunActions actions) {
        this.list = list;
        this.actions = actions;
        pauseOrResume = each(
                Messages.text("runs.command.pause"),
                "Shortcut+P",
                run -> can(run).canPause() || can(run).canResume(),
                actions::pauseOrResume);
        stop = each(Messages.text("runs.command.stop"), "Shortcut+Shift+S", run -> can(run).canStop(), actions::stop);
        checkpoint = each(
                Messages.text("runs.command.checkpoint"),
                "Shortcut+S",
                run -> can(run).canCheckpoint(),
                actions::checkpoint);
        proceed = each(
                Messages.text("runs.command.continue"),
                "Shortcut+Shift+P",
                run -> can(run).canContinue() && !actions.continuing().contains(run),
                actions::proceed);
        startNow = each(Messages.text("runs.command.startNow"), "", actions::waits, actions::startNow);
        again = new Command(
                Messages.text("runs.command.again"),
                "Shortcut+R",
                () -> actions.canWrite()
                        && selection().size() == 1
                        && selection().getFirst().summary().config().isPresent(),
                () -> actions.again(selection().getFirst()));
        shown = each(Messages.text("runs.command.shown"), "", _ -> true, actions::toggleShown);
        baseline = new Command(
                Messages.text("runs.command.baseline"),
                "",
                () -> selection().size() == 1,
                () -> actions.toggleBaseline(selection().getFirst()));
        delete = new Command(
                Messages.text("runs.command.delete"),
                "",
                () -> actions.canDelete(selection()),
                () -> actions.delete(selection()));
        emptyTrash = new Command(Messages.text("runs.command.emptyTrash"), "", actions::canWrite, actions::emptyTrash);
    }

    public List<Command> all() {
        return List.of(pauseOrResume, stop, checkpoint, proceed, startNow, again, shown, baseline, delete, emptyTrash);
    }

    /// A command for every selected run that can take it.
    private Command each(String title, String shortcut, Predicate<RunItem> can, Consumer<RunItem> action) {
        return new Command(
                title,
                shortcut,
                () -> selection().stream().anyMatch(can),
                () -> selection().stream().filter(can).forEach(action));
    }

    private RunAbility can(RunItem run) {
        return actions.ability(run);
    }

    private List<RunItem> selection() {
        return List.copyOf(list.selection());
    }
}
