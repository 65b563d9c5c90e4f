package org.dpoworkbench.app.window.runs;

import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.dpoworkbench.app.window.foreign.GuestMenu;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.RunCommands;
import org.dpoworkbench.ui.Messages;

/// What can be done with the selected runs, as a menu. It is made anew each time it opens, as states change.
final class RunMenu {
    private final RunsContext context;

    RunMenu(RunsContext context) {
        this.context = context;
    }

    ContextMenu contextMenu() {
        var menu = new ContextMenu();
        menu.getItems().setAll(items());
        menu.setOnShowing(_ -> menu.getItems().setAll(items()));
        return menu;
    }

    private List<MenuItem> items() {
        RunCommands commands = context.commands();
        List<RunItem> selection = List.copyOf(context.list().selection());
        if (!selection.isEmpty() && selection.stream().allMatch(RunItem::isGuest)) {
            return ofGuests(selection);
        }
        return List.of(
                item(commands.pauseOrResume),
                item(commands.stop),
                item(commands.checkpoint),
                item(commands.proceed),
                item(commands.startNow),
                new SeparatorMenuItem(),
                item(commands.again),
                from(),
                new SeparatorMenuItem(),
                shown(),
                baseline(),
                rename(),
                tags(),
                new SeparatorMenuItem(),
                listKey(item(commands.delete), "Delete"),
                item(commands.emptyTrash));
    }

    /// Other programs' runs have no worker to ask, and their files are not ours to delete.
    private List<MenuItem> ofGuests(List<RunItem> runs) {
        return List.of(
                shown(),
                baseline(),
                rename(),
                tags(),
                new SeparatorMenuItem(),
                listKey(GuestMenu.removal(context.workbench().guests(), runs), "Delete"));
    }

    private MenuItem shown() {
        return listKey(item(context.commands().shown), "Space");
    }

    private MenuItem baseline() {
        return listKey(item(context.commands().baseline), "B");
    }

    private MenuItem rename() {
        return listKey(wish(Messages.text("runs.command.rename"), context.wishes()::rename), "F2");
    }

    private MenuItem tags() {
        return listKey(wish(Messages.text("runs.command.tags"), context.wishes()::tags), "T");
    }

    private Menu from() {
        var menu = new Menu(Messages.text("runs.command.from"));
        menu.getItems().setAll(startingPoints(context));
        menu.setDisable(menu.getItems().isEmpty());
        return menu;
    }

    /// The selected run's final model and checkpoints, each opening *New run*.
    static List<MenuItem> startingPoints(RunsContext context) {
        RunItem run = context.runs().selectedProperty().get();
        if (run == null) {
            return List.of();
        }
        return context.checkpoints().startingPoints().stream()
                .map(point -> wish(point.text(), () -> context.actions().startFrom(run, point)))
                .toList();
    }

    private static MenuItem item(Command command) {
        MenuItem item = wish(command.title(), command.action());
        item.setDisable(!command.enabled().getAsBoolean());
        return command.shortcut().isEmpty() ? item : key(item, command.shortcut());
    }

    private static MenuItem wish(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setOnAction(_ -> action.run());
        return item;
    }

    /// A key of the list, told and not installed: an accelerator would act wherever the focus is.
    private static MenuItem listKey(MenuItem item, String key) {
        item.setText(item.getText() + "   " + KeyCombination.valueOf(key).getDisplayText());
        return item;
    }

    private static MenuItem key(MenuItem item, String key) {
        item.setAccelerator(KeyCombination.valueOf(key));
        return item;
    }
}
