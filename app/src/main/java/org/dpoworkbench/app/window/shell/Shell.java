package org.dpoworkbench.app.window.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.animation.Interpolator;
import javafx.animation.KeyFrame;
import javafx.animation.KeyValue;
import javafx.animation.Timeline;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.Pulses;
import org.dpoworkbench.app.window.data.DataPlace;
import org.dpoworkbench.app.window.device.DevicePlace;
import org.dpoworkbench.app.window.figures.FigureCommands;
import org.dpoworkbench.app.window.figures.FiguresPlace;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Session;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.model.settings.WindowSettings;
import org.dpoworkbench.app.window.newrun.NewRunPanel;
import org.dpoworkbench.app.window.pairs.PairsPlace;
import org.dpoworkbench.app.window.runs.RunsPlace;
import org.dpoworkbench.app.window.samples.SamplesPlace;
import org.dpoworkbench.app.window.settings.SettingsPlace;
import org.dpoworkbench.ui.Messages;

/// The frame around an open project's places. A place is made when it is first looked at and kept.
public final class Shell extends StackPane {
    private static final Duration SLIDE = Duration.millis(140);
    private static final double PANEL_WIDTH = 760;

    private final PlaceContext context;
    private final Session session;
    private final Workbench workbench;
    private final Map<Place, Node> places = new EnumMap<>(Place.class);
    private final StackPane ground = new StackPane();
    private final StackPane panel = new StackPane();
    private final Region veil = new Region();
    private final CommandPalette palette;
    private Optional<NewRunPanel> newRun = Optional.empty();

    public Shell(PlaceContext context, Session session) {
        this.context = context;
        this.session = session;
        this.workbench = context.workbench();
        setId("shell");
        palette = new CommandPalette(workbench);
        ShellCommands.register(workbench, session, palette::open);
        FigureCommands.addTo(workbench);

        veil.getStyleClass().add("veil");
        veil.setOnMouseClicked(_ -> workbench.closeNewRun());
        panel.getStyleClass().add("slide-over");
        panel.setMaxWidth(PANEL_WIDTH);
        StackPane.setAlignment(panel, Pos.CENTER_RIGHT);
        var frame = new BorderPane(new StackPane(ground, veil, panel));
        frame.setTop(new TopBar(context, session, palette::open));
        frame.setLeft(new SideBar(workbench));
        frame.setBottom(new StatusLine(context));
        if (workbench.readOnly()) {
            var banner = new Label(Messages.text("project.readOnly"));
            banner.getStyleClass().add("read-only-banner");
            banner.setMaxWidth(Double.MAX_VALUE);
            frame.setTop(new BorderPane(frame.getTop(), null, null, banner, null));
        }
        getChildren().setAll(frame, palette);
        showPanel(Optional.empty());
        workbench
                .queue()
                .slotsProperty()
                .bind(session.settings().settingsProperty().map(WindowSettings::slots));
        Pulses.later(() -> {
            workbench.placeProperty().subscribe(this::go);
        });
        workbench.newRunProperty().subscribe(this::showPanel);
        Shortcuts.install(this, workbench.commands());
        addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    }

    private void go(Place place) {
        ground.getChildren().setAll(places.computeIfAbsent(place, this::make));
    }

    /// Escape closes what lies over the place, the last opened first.
    private void escape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && panel.isVisible()) {
            workbench.closeNewRun();
            event.consume();
        }
    }

    private void showPanel(Optional<NewRunRequest> request) {
        boolean opens = request.isPresent() && !panel.isVisible();
        panel.setVisible(request.isPresent());
        veil.setVisible(request.isPresent());
        panel.getChildren().clear();
        request.ifPresent(r -> {
            if (newRun.isEmpty()) {
                newRun = Optional.of(new NewRunPanel(context));
            }
            panel.getChildren().add(newRun.get());
            newRun.get().open(r);
        });
        if (opens) {
            panel.setTranslateX(48);
            new Timeline(new KeyFrame(SLIDE, new KeyValue(panel.translateXProperty(), 0, Interpolator.EASE_OUT)))
                    .play();
        }
    }

    private Node make(Place place) {
        return switch (place) {
            case DATA -> new DataPlace(context);
            case RUNS -> new RunsPlace(context);
            case PAIRS -> new PairsPlace(context);
            case SAMPLES -> new SamplesPlace(context);
            case FIGURES -> new FiguresPlace(context);
            case DEVICE -> new DevicePlace(context);
            case SETTINGS -> new SettingsPlace(context, session.settings());
        };
    }
}
