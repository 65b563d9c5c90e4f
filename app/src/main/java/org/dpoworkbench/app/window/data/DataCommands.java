package org.dpoworkbench.app.window.data;

import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.ui.Messages;

/// What can be done in the place by name and by key.
final class DataCommands {
    private DataCommands() {}

    static void install(Workbench workbench, DataModel model, Node place, PairTableView table) {
        BooleanSupplier writable = () -> !model.readOnly();
        BooleanSupplier here = () -> workbench.placeProperty().get() == Place.DATA
                && workbench.newRunProperty().get().isEmpty();
        List<Command> commands = List.of(
                new Command(Messages.text("data.add.files"), "Shortcut+Shift+A", writable, () -> {
                    workbench.placeProperty().set(Place.DATA);
                    model.sourceActions().addFiles();
                }),
                new Command(Messages.text("data.add.folderButton"), "", writable, () -> {
                    workbench.placeProperty().set(Place.DATA);
                    model.sourceActions().addFolder();
                }),
                new Command(Messages.text("data.readAgain"), "F5", here, model::readAgain),
                new Command(
                        Messages.text("data.exclude.command"),
                        "",
                        () -> here.getAsBoolean() && writable.getAsBoolean(),
                        table::toggleExcluded),
                new Command(
                        Messages.text("data.undo"),
                        "Shortcut+Z",
                        () -> here.getAsBoolean() && model.undoProperty().get().isPresent(),
                        model::undo),
                new Command(
                        Messages.text("data.redo"),
                        "Shortcut+Shift+Z",
                        () -> here.getAsBoolean() && model.redoProperty().get().isPresent(),
                        model::redo));
        workbench.commands().addAll(commands);
        place.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getTarget() instanceof TextInputControl) {
                return;
            }
            commands.stream()
                    .filter(command -> !command.shortcut().isEmpty())
                    .filter(command ->
                            KeyCombination.valueOf(command.shortcut()).match(event))
                    .findFirst()
                    .ifPresent(command -> {
                        command.runIfEnabled();
                        event.consume();
                    });
        });
    }
}
