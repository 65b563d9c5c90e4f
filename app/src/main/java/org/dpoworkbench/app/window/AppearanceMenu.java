package org.dpoworkbench.app.window;

import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.ToggleGroup;
import org.dpoworkbench.ui.Messages;

/// Light, dark, or as the system has it.
final class AppearanceMenu extends MenuButton {
    AppearanceMenu(Appearance appearance) {
        super(Messages.text("theme.menu"));
        setId("theme");
        setAccessibleText(Messages.text("theme.menu.accessible"));
        var group = new ToggleGroup();
        for (Appearance.Choice choice : Appearance.Choice.values()) {
            var item = new RadioMenuItem(name(choice));
            item.setToggleGroup(group);
            item.setSelected(choice == appearance.choiceProperty().get());
            item.setOnAction(_ -> appearance.choiceProperty().set(choice));
            getItems().add(item);
        }
    }

    private static String name(Appearance.Choice choice) {
        return switch (choice) {
            case SYSTEM -> Messages.text("theme.system");
            case LIGHT -> Messages.text("theme.light");
            case DARK -> Messages.text("theme.dark");
        };
    }
}
