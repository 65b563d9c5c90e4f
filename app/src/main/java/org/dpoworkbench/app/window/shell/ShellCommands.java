package org.dpoworkbench.app.window.shell;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.app.window.model.Command;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Theme;
import org.dpoworkbench.ui.Messages;

/// What can be done anywhere in the window.
final class ShellCommands {
    private ShellCommands() {}

    static void register(Workbench workbench, Session session, Runnable palette) {
        Desk desk = workbench.desk();
        int number = 1;
        for (Place place : Place.values()) {
            workbench
                    .commands()
                    .add(Command.of(
                            Messages.text("command.go", place.title()),
                            "Shortcut+" + number++,
                            () -> workbench.placeProperty().set(place)));
        }
        workbench
                .commands()
                .addAll(
                        new Command(
                                Messages.text("command.newRun"),
                                "Shortcut+N",
                                () -> !workbench.readOnly(),
                                () -> workbench.openNewRun(NewRunRequest.fresh())),
                        Command.of(Messages.text("command.palette"), "Shortcut+K", palette),
                        Command.of(Messages.text("command.open"), "Shortcut+O", () -> open(session, desk)),
                        Command.of(
                                Messages.text("command.newProject"), "Shortcut+Shift+N", () -> create(session, desk)),
                        Command.of(
                                Messages.text("command.showFolder"),
                                "",
                                () -> desk.show(workbench.folder().toUri().toString())),
                        Command.of(
                                Messages.text("command.light"),
                                "",
                                () -> session.settings().change(s -> s.withTheme(Theme.LIGHT))),
                        Command.of(
                                Messages.text("command.dark"),
                                "",
                                () -> session.settings().change(s -> s.withTheme(Theme.DARK))),
                        Command.of(
                                Messages.text("command.clearNotices"),
                                "",
                                () -> workbench.notices().clear()),
                        close(desk));
        for (Path recent : session.settings().settings().recent()) {
            if (!recent.equals(workbench.folder())) {
                workbench
                        .commands()
                        .add(Command.of(Messages.text("command.recent", recent), "", () -> session.open(recent)));
            }
        }
    }

    static Command close(Desk desk) {
        return Command.of(Messages.text("command.close"), "Shortcut+Q", desk::closeWindow);
    }

    static void open(Session session, Desk desk) {
        desk.openFolder(Messages.text("start.open.title"), Optional.empty()).ifPresent(session::open);
    }

    static void create(Session session, Desk desk) {
        desk.openFolder(Messages.text("start.new.title"), Optional.empty()).ifPresent(session::create);
    }
}
