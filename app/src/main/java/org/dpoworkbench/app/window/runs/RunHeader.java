package org.dpoworkbench.app.window.runs;

import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.Side;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.app.window.model.runs.RunAbility;
import org.dpoworkbench.app.window.model.runs.RunCommands;
import org.dpoworkbench.app.window.model.runs.RunRequest;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The selected run's name and state, and what can be done with it now.
final class RunHeader extends VBox {
    private final RunsContext context;
    private final RunMark mark;
    private final Label badge = new Label();
    private final StateLabel state = new StateLabel();
    private final Label pending = new Label();
    private final RunNameEditor name;
    private final Button pause;
    private final Button stop;
    private final Button checkpoint;
    private final Button proceed;
    private final Button again;
    private final Button from;
    private final Button samples;
    private final Button tags;
    private final Button delete;
    private final Button remove;
    private Subscription watching = Subscription.EMPTY;

    RunHeader(RunsContext context) {
        this.context = context;
        RunCommands commands = context.commands();
        getStyleClass().add("run-header");
        mark = new RunMark(RunLook.of(0), context.place().theme());
        badge.getStyleClass().add("badge-text");
        badge.setMinWidth(Region.USE_PREF_SIZE);
        pending.setId("run-pending");
        pending.getStyleClass().add("pending");
        name = new RunNameEditor(context);
        pause = button("run-pause", Feather.PAUSE, commands.pauseOrResume);
        stop = button("run-stop", Feather.SQUARE, commands.stop);
        checkpoint = button("run-checkpoint", Feather.SAVE, commands.checkpoint);
        proceed = button("run-continue", Feather.PLAY, commands.proceed);
        again = button("run-again", Feather.REPEAT, commands.again);
        from = Icons.button(Feather.GIT_BRANCH, Messages.text("runs.command.from"), this::chooseStart);
        from.setId("run-from");
        samples = Icons.button(
                Feather.MESSAGE_SQUARE,
                Messages.text("runs.samples"),
                () -> context.workbench().placeProperty().set(Place.SAMPLES));
        samples.setId("run-samples");
        tags = Icons.button(Feather.TAG, Messages.text("runs.command.tags"), this::editTags);
        tags.setId("run-tags-button");
        context.wishes().onTags(this::editTags);
        delete = button("run-delete", Feather.TRASH_2, commands.delete);
        remove = button("run-remove", Feather.X, context.workbench().guests().remove());
        var buttons = new HBox(pause, stop, checkpoint, proceed, again, from, tags, samples, delete, remove);
        buttons.getStyleClass().add("buttons");
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var line = new HBox(mark, badge, name, state, buttons);
        line.getStyleClass().add("line");
        getChildren().setAll(line, pending);
        context.runs().selectedProperty().subscribe(this::watch);
        context.actions().requests().pending().addListener((InvalidationListener) _ -> show());
        context.actions().continuing().addListener((InvalidationListener) _ -> show());
        context.checkpoints().startingPoints().addListener((InvalidationListener) _ -> showFrom());
        context.list().selection().addListener((InvalidationListener) _ -> show());
    }

    private static Button button(String id, Feather icon, Command command) {
        Button button = Icons.button(icon, command.title(), command::runIfEnabled);
        button.setId(id);
        return button;
    }

    private void watch(RunItem run) {
        watching.unsubscribe();
        watching = Subscription.EMPTY;
        setVisible(run != null);
        setManaged(run != null);
        if (run != null) {
            watching = Subscription.combine(
                    run.summaryProperty().subscribe((RunSummary _) -> show()),
                    run.lookProperty().subscribe(_ -> mark.show(run.look())));
        }
    }

    private void show() {
        RunItem run = context.runs().selectedProperty().get();
        if (run == null) {
            return;
        }
        badge.setText(run.summary().badge());
        state.show(run.summary());
        RunRequest request = context.actions().requests().pending().get(run);
        pending.setText(
                context.actions().continuing().contains(run)
                        ? Messages.text("runs.pending.continue")
                        : request == null ? "" : request.text());
        pending.setVisible(!pending.getText().isEmpty());
        pending.setManaged(pending.isVisible());
        RunAbility ability = context.actions().ability(run);
        boolean paused = run.summary().state().filter(s -> s == RunState.PAUSED).isPresent();
        String text = paused ? Messages.text("runs.resume") : Messages.text("runs.pause");
        pause.setGraphic(Icons.of(paused ? Feather.PLAY : Feather.PAUSE));
        pause.setAccessibleText(text);
        pause.setTooltip(new Tooltip(text));
        boolean ended = run.summary().state().filter(RunState::ended).isPresent();
        for (Node worker : List.of(pause, stop, checkpoint)) {
            only(worker, !ended && !run.isGuest());
        }
        for (Node own : List.of(again, from, samples, delete)) {
            only(own, !run.isGuest());
        }
        only(remove, run.isGuest());
        RunCommands commands = context.commands();
        pause.setDisable(!ability.canPause() && !ability.canResume());
        stop.setDisable(!commands.stop.enabled().getAsBoolean());
        checkpoint.setDisable(!commands.checkpoint.enabled().getAsBoolean());
        only(proceed, ability.canContinue());
        proceed.setDisable(!commands.proceed.enabled().getAsBoolean());
        again.setDisable(!commands.again.enabled().getAsBoolean());
        delete.setDisable(!commands.delete.enabled().getAsBoolean());
        showFrom();
    }

    private void showFrom() {
        from.setDisable(context.workbench().readOnly()
                || RunMenu.startingPoints(context).isEmpty());
    }

    private static void only(Node node, boolean wanted) {
        node.setVisible(wanted);
        node.setManaged(wanted);
    }

    private void editTags() {
        new TagsPopover(context).show(tags);
    }

    private void chooseStart() {
        var menu = new ContextMenu();
        menu.getItems().setAll(RunMenu.startingPoints(context));
        menu.show(from, Side.BOTTOM, 0, 0);
    }
}
