package org.dpoworkbench.app.window.shell;

import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.kordamp.ikonli.feather.Feather;

/// The way from place to place.
final class SideBar extends VBox {
    SideBar(Workbench workbench) {
        getStyleClass().add("side-bar");
        var group = new ToggleGroup();
        for (Place place : Place.values()) {
            var button = new ToggleButton(place.title(), Icons.of(icon(place)));
            button.setId("go-" + place.key());
            button.getStyleClass().add("flat");
            button.setMaxWidth(Double.MAX_VALUE);
            button.setToggleGroup(group);
            button.setAccessibleText(place.title());
            button.setOnAction(_ -> {
                button.setSelected(true);
                workbench.placeProperty().set(place);
            });
            workbench.placeProperty().subscribe(now -> button.setSelected(now == place));
            getChildren().add(button);
        }
    }

    private static Feather icon(Place place) {
        return switch (place) {
            case DATA -> Feather.DATABASE;
            case RUNS -> Feather.ACTIVITY;
            case PAIRS -> Feather.TARGET;
            case SAMPLES -> Feather.MESSAGE_SQUARE;
            case FIGURES -> Feather.IMAGE;
            case DEVICE -> Feather.CPU;
            case SETTINGS -> Feather.SETTINGS;
        };
    }
}
