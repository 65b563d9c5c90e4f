package org.dpoworkbench.app.window.shell;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The project, the way to everything by name, and the way to a new run.
final class TopBar extends HBox {
    private final Workbench workbench;
    private final Session session;

    TopBar(PlaceContext context, Session session, Runnable palette) {
        this.workbench = context.workbench();
        this.session = session;
        getStyleClass().add("top-bar");
        var search = new Button(Messages.text("top.search"), Icons.of(Feather.SEARCH));
        search.setId("search");
        search.getStyleClass().addAll(Styles.FLAT, "search-button");
        search.setAccessibleText(Messages.text("top.search"));
        search.setMaxWidth(460);
        search.setOnAction(_ -> palette.run());
        HBox.setHgrow(search, Priority.ALWAYS);
        var newRun = new Button(Messages.text("command.newRun"), Icons.of(Feather.PLUS));
        newRun.setId("new-run");
        newRun.getStyleClass().add(Styles.ACCENT);
        newRun.setMinWidth(Region.USE_PREF_SIZE);
        newRun.setAccessibleText(Messages.text("command.newRun"));
        newRun.setTooltip(new Tooltip(Messages.text("top.newRun.tooltip")));
        newRun.setDisable(workbench.readOnly());
        newRun.setOnAction(_ -> workbench.openNewRun(NewRunRequest.fresh()));
        getChildren().setAll(projectMenu(), gap(), search, gap(), newRun);
    }

    private static Region gap() {
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private MenuButton projectMenu() {
        var menu = new MenuButton(workbench.project().settings().name(), Icons.of(Feather.FOLDER));
        menu.setId("project-menu");
        menu.getStyleClass().addAll(Styles.FLAT, "project-menu");
        menu.setMinWidth(160);
        menu.setMaxWidth(320);
        menu.setTooltip(new Tooltip(workbench.project().settings().name() + "\n"
                + workbench.folder().toString()));
        menu.setAccessibleText(Messages.text(
                "top.project.accessible", workbench.project().settings().name()));
        Desk desk = workbench.desk();
        menu.getItems()
                .addAll(
                        item(Messages.text("command.newProject"), () -> ShellCommands.create(session, desk)),
                        item(Messages.text("command.open"), () -> ShellCommands.open(session, desk)),
                        item(
                                Messages.text("command.showFolder"),
                                () -> desk.show(workbench.folder().toUri().toString())),
                        new SeparatorMenuItem());
        for (Path recent : session.settings().settings().recent()) {
            if (!recent.equals(workbench.folder())) {
                menu.getItems().add(item(recent.toString(), () -> session.open(recent)));
            }
        }
        return menu;
    }

    private static MenuItem item(String text, Runnable action) {
        var item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(_ -> action.run());
        return item;
    }
}
