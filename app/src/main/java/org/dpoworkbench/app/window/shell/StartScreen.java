package org.dpoworkbench.app.window.shell;

import atlantafx.base.theme.Styles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.ui.Messages;

/// What the window shows while no project is open: that one is being opened, why one cannot be, and the ways to others.
public final class StartScreen extends StackPane {
    private final Session session;
    private final Desk desk;

    public StartScreen(Session session, Desk desk, Session.State state) {
        this.session = session;
        this.desk = desk;
        setId("start-screen");
        var box = new VBox();
        box.getStyleClass().add("start-box");
        box.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        var name = new Label(Messages.text("window.title.none"));
        name.getStyleClass().add(Styles.TITLE_2);
        box.getChildren().add(name);
        switch (state) {
            case Session.Opening(Path folder) -> {
                var bar = new ProgressBar();
                bar.setPrefWidth(320);
                bar.setAccessibleText(Messages.text("start.opening", folder.getFileName()));
                box.getChildren().addAll(new Label(Messages.text("start.opening", folder.getFileName())), bar);
            }
            case Session.Elsewhere(Path folder, String message) -> {
                box.getChildren().addAll(trouble(message), elsewhere(folder));
                box.getChildren().addAll(ways());
            }
            case Session.Failed(Path folder, String message) -> {
                box.getChildren().addAll(trouble(message), again(folder));
                box.getChildren().addAll(ways());
            }
            case Session.Nothing _, Session.Open _ -> box.getChildren().addAll(ways());
        }
        getChildren().setAll(box);
        Shortcuts.install(this, List.of(ShellCommands.close(desk)));
    }

    private static Label trouble(String message) {
        var label = new Label(message);
        label.setId("start-problem");
        label.getStyleClass().add("problem");
        label.setWrapText(true);
        return label;
    }

    private Node elsewhere(Path folder) {
        var readOnly = button("open-read-only", Messages.text("start.readOnly"), () -> session.openReadOnly(folder));
        readOnly.setDefaultButton(true);
        return new HBox(8, readOnly, button("try-again", Messages.text("start.again"), () -> session.open(folder)));
    }

    private Node again(Path folder) {
        return button("try-again", Messages.text("start.again"), () -> session.open(folder));
    }

    private Node[] ways() {
        var recent = new VBox(2);
        for (Path folder : session.settings().settings().recent()) {
            var link = new Hyperlink(folder.toString());
            link.setAccessibleText(Messages.text("start.recent.accessible", folder));
            link.setOnAction(_ -> session.open(folder));
            recent.getChildren().add(link);
        }
        var open = button(
                "open-project",
                Messages.text("start.open"),
                () -> desk.openFolder(Messages.text("start.open.title"), Optional.empty())
                        .ifPresent(session::open));
        var create = button(
                "new-project",
                Messages.text("start.new"),
                () -> desk.openFolder(Messages.text("start.new.title"), Optional.empty())
                        .ifPresent(session::create));
        var hint = new Label(Messages.text("start.drop"));
        hint.getStyleClass().add(Styles.TEXT_MUTED);
        return new Node[] {new HBox(8, open, create), recent, hint};
    }

    private static Button button(String id, String text, Runnable action) {
        var button = new Button(text);
        button.setId(id);
        button.setAccessibleText(text);
        button.setOnAction(_ -> action.run());
        return button;
    }
}
