package org.dpoworkbench.app.window.figures;

import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.ui.Messages;

/// The way to this place from everywhere.
public final class FigureCommands {
    private FigureCommands() {}

    /// Registers *Export…*.
    public static void addTo(Workbench workbench) {
        workbench
                .commands()
                .add(Command.of(
                        Messages.text("figures.command.export"),
                        "Shortcut+E",
                        () -> workbench.placeProperty().set(Place.FIGURES)));
    }
}
