package org.dpoworkbench.app.window.foreign;

import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.foreign.Guests;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The ways to add another program's run, as a button and as menu items for the place *Runs*.
public final class GuestMenu {
    private GuestMenu() {}

    /// A button that opens the menu of what can be added.
    public static MenuButton button(Guests guests) {
        var button = new MenuButton(Messages.text("foreign.add"), Icons.of(Feather.FOLDER_PLUS));
        button.setId("add-guest");
        button.setAccessibleText(Messages.text("foreign.add"));
        button.setTooltip(new Tooltip(Messages.text("foreign.add.help")));
        button.getItems().setAll(items(guests));
        return button;
    }

    /// What can be added, for menus of other places.
    public static List<MenuItem> items(Guests guests) {
        return List.of(item("add-guest-folder", guests.addFolder()), item("add-guest-files", guests.addFiles()));
    }

    /// Takes these runs, other programs' all of them, off the list.
    public static MenuItem removal(Guests guests, List<RunItem> runs) {
        var item = new MenuItem(Messages.text("foreign.remove.these", runs.size()));
        item.setId("remove-guest");
        item.setOnAction(_ -> guests.remove(runs));
        return item;
    }

    private static MenuItem item(String id, Command command) {
        var item = new MenuItem(command.title());
        item.setId(id);
        item.setOnAction(_ -> command.runIfEnabled());
        return item;
    }
}
