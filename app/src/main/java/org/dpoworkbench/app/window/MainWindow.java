package org.dpoworkbench.app.window;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Subscription;
import org.dpoworkbench.app.chart.ScreenTheme;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.Desk;
import org.dpoworkbench.app.window.model.Notices;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.foreign.DroppedFolder;
import org.dpoworkbench.app.window.model.settings.WindowSettings.Geometry;
import org.dpoworkbench.app.window.shell.Shell;
import org.dpoworkbench.app.window.shell.StartScreen;
import org.dpoworkbench.app.window.shell.Toasts;
import org.dpoworkbench.ui.Messages;
import org.dpoworkbench.ui.Stylesheets;

/// The window's frame: what the session stands at, where it is on the screen, folders that are dropped on it, its end.
final class MainWindow {
    private static final double LEAST_WIDTH = 900;
    private static final double LEAST_HEIGHT = 600;

    private final Stage stage;
    private final Session session;
    private final Desk desk;
    private final Appearance appearance;
    private final Notices notices;
    private final StackPane ground = new StackPane();
    private Subscription following = Subscription.EMPTY;

    MainWindow(Stage stage, Session session, Notices notices, Desk desk, Appearance appearance) {
        this.stage = stage;
        this.session = session;
        this.notices = notices;
        this.desk = desk;
        this.appearance = appearance;
    }

    void show() {
        appearance.apply();
        var root = new StackPane(ground, new Toasts(notices, desk));
        var scene = new Scene(root);
        scene.getStylesheets().addAll(Stylesheets.window());
        scene.setOnDragOver(this::dragged);
        scene.setOnDragDropped(this::dropped);
        stage.setScene(scene);
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stand();
        stage.setOnCloseRequest(this::closing);
        session.stateProperty().subscribe(this::become);
        stage.show();
    }

    private void become(Session.State state) {
        stage.setTitle(title(state));
        following.unsubscribe();
        ground.getChildren().setAll(content(state));
    }

    private Node content(Session.State state) {
        return switch (state) {
            case Session.Open open -> {
                Workbench workbench = open.project().workbench();
                workbench.runs().refresh();
                workbench.guests().load();
                yield new Shell(new PlaceContext(workbench, themeOfProject()), session);
            }
            case Session.Nothing _, Session.Opening _, Session.Elsewhere _, Session.Failed _ ->
                new StartScreen(session, desk, state);
        };
    }

    /// The charts' colours as long as the project is open: what listens to them goes with it.
    private ObservableValue<ScreenTheme> themeOfProject() {
        var theme = new SimpleObjectProperty<ScreenTheme>();
        following = appearance.charts().subscribe(theme::set);
        return theme;
    }

    private static String title(Session.State state) {
        if (!(state instanceof Session.Open open)) {
            return Messages.text("window.title.none");
        }
        Workbench workbench = open.project().workbench();
        String name = workbench.project().settings().name();
        return workbench.readOnly()
                ? Messages.text("window.title.readOnly", name)
                : Messages.text("window.title", name);
    }

    /// Where it stood last, if that is still on a screen.
    private void stand() {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setWidth(Math.min(1440, screen.getWidth()));
        stage.setHeight(Math.min(900, screen.getHeight()));
        session.settings()
                .settings()
                .geometry()
                .filter(g -> !Screen.getScreensForRectangle(g.x(), g.y(), g.width(), g.height())
                        .isEmpty())
                .ifPresent(g -> {
                    stage.setX(g.x());
                    stage.setY(g.y());
                    stage.setWidth(Math.max(LEAST_WIDTH, g.width()));
                    stage.setHeight(Math.max(LEAST_HEIGHT, g.height()));
                    stage.setMaximized(g.maximized());
                });
    }

    /// Asks where runs are under way; workers go on either way.
    private void closing(WindowEvent event) {
        int underWay = session.workbench()
                .map(workbench -> workbench.runs().underWayProperty().get())
                .orElse(0);
        boolean close = underWay == 0
                || desk.confirm(
                        Messages.text("window.close.title"),
                        Messages.text("window.close.text", underWay),
                        Messages.text("window.close.confirm"));
        if (!close) {
            event.consume();
            return;
        }
        Geometry now =
                new Geometry(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
        session.settings().change(settings -> settings.withGeometry(now));
    }

    /// A folder dropped on the window is a project to open, a run to add to the open project, or to be made a
    /// project of; files belong to the place below.
    private void dragged(DragEvent event) {
        if (!event.isConsumed() && folder(event) != null) {
            event.acceptTransferModes(TransferMode.LINK, TransferMode.COPY);
        }
    }

    private void dropped(DragEvent event) {
        Path folder = event.isConsumed() ? null : folder(event);
        if (folder == null) {
            return;
        }
        event.setDropCompleted(true);
        session.workbench()
                .ifPresentOrElse(
                        workbench -> take(folder, workbench),
                        () -> take(
                                folder, DroppedFolder.isProject(folder) ? DroppedFolder.PROJECT : DroppedFolder.OTHER));
    }

    private void take(Path folder, Workbench workbench) {
        workbench
                .jobs()
                .start(
                        Messages.text("window.dropped", folder.getFileName()),
                        _ -> DroppedFolder.of(folder),
                        what -> {
                            if (what == DroppedFolder.RUN) {
                                workbench.placeProperty().set(Place.RUNS);
                                workbench.guests().add(List.of(folder));
                            } else {
                                take(folder, what);
                            }
                        },
                        notices::error);
    }

    private void take(Path folder, DroppedFolder what) {
        if (what == DroppedFolder.PROJECT) {
            session.open(folder);
        } else if (desk.confirm(
                Messages.text("start.make.title"),
                Messages.text("start.make.text", folder),
                Messages.text("start.make.confirm"))) {
            session.create(folder);
        }
    }

    private static Path folder(DragEvent event) {
        List<Path> paths = event.getDragboard().hasFiles()
                ? event.getDragboard().getFiles().stream()
                        .map(file -> file.toPath())
                        .toList()
                : List.of();
        return paths.size() == 1 && Files.isDirectory(paths.getFirst()) ? paths.getFirst() : null;
    }
}
