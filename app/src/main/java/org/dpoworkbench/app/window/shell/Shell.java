package org.dpoworkbench.app.window.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.data.DataPlace;
import org.dpoworkbench.app.window.device.DevicePlace;
import org.dpoworkbench.app.window.figures.FigureCommands;
import org.dpoworkbench.app.window.figures.FiguresPlace;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.newrun.NewRunRequest;
import org.dpoworkbench.app.window.newrun.NewRunPanel;
import org.dpoworkbench.app.window.pairs.PairsPlace;
import org.dpoworkbench.app.window.runs.RunsPlace;
import org.dpoworkbench.app.window.samples.SamplesPlace;
import org.dpoworkbench.app.window.settings.SettingsPlace;

/// The frame around an open project's places. A place is made when it is first looked at and kept.
public final class Shell extends BorderPane {
    private final PlaceContext context;
    private final Map<Place, Node> places = new EnumMap<>(Place.class);
    private final StackPane ground = new StackPane();
    private final StackPane panel = new StackPane();

    public Shell(PlaceContext context) {
        this.context = context;
        setId("shell");
        panel.getStyleClass().add("slide-over");
        setLeft(new SideBar(context.workbench()));
        setCenter(new StackPane(ground, panel));
        setBottom(new StatusLine(context.workbench()));
        FigureCommands.addTo(context.workbench());
        context.workbench().placeProperty().subscribe(this::go);
        context.workbench().newRunProperty().subscribe(this::showPanel);
    }

    private void go(Place place) {
        ground.getChildren().setAll(places.computeIfAbsent(place, this::make));
    }

    private void showPanel(Optional<NewRunRequest> request) {
        panel.setVisible(request.isPresent());
        panel.getChildren().clear();
        request.ifPresent(r -> panel.getChildren().add(new NewRunPanel(context, r)));
    }

    private Node make(Place place) {
        return switch (place) {
            case DATA -> new DataPlace(context);
            case RUNS -> new RunsPlace(context);
            case PAIRS -> new PairsPlace(context);
            case SAMPLES -> new SamplesPlace(context);
            case FIGURES -> new FiguresPlace(context);
            case DEVICE -> new DevicePlace(context);
            case SETTINGS -> new SettingsPlace(context);
        };
    }
}
