package org.dpoworkbench.app.window.pairs;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.pairs.Colouring;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.Unit;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// How the clouds are drawn: unit, colours, the selecting tool, motion.
final class PairToolbar extends FlowPane {
    private final FlowPane legend = new FlowPane();

    PairToolbar(PairsViewModel model, Motion motion, LassoTool tool) {
        getStyleClass().add("pair-toolbar");
        ChoiceBox<Unit> unit = choice(List.of(Unit.values()), Unit::title, Messages.text("pairs.tool.unit"));
        unit.setId("pairs-unit");
        unit.valueProperty().bindBidirectional(model.unitProperty());
        ChoiceBox<Colouring> colouring =
                choice(List.of(Colouring.values()), Colouring::title, Messages.text("pairs.tool.colour"));
        colouring.setId("pairs-colouring");
        colouring.valueProperty().bindBidirectional(model.colouringProperty());
        ToggleButton rectangle = toggle(Feather.SQUARE, Messages.text("pairs.tool.rectangle"));
        rectangle.selectedProperty().bindBidirectional(tool.rectangleProperty());
        ToggleButton moves = toggle(Feather.WIND, Messages.text("pairs.tool.motion"));
        moves.selectedProperty().bindBidirectional(motion.wantedProperty());
        legend.getStyleClass().add("legend");
        legend.setPrefWrapLength(560);
        getChildren().setAll(unit, colouring, rectangle, moves, legend);
    }

    /// What the dots' colours and shapes mean.
    void showLegend(List<? extends Node> entries) {
        legend.getChildren().setAll(entries);
    }

    private static <T> ChoiceBox<T> choice(List<T> values, Function<T, String> title, String accessible) {
        var box = new ChoiceBox<T>();
        box.getItems().setAll(values);
        box.setAccessibleText(accessible);
        box.setTooltip(new Tooltip(accessible));
        box.setPrefWidth(130);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : title.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException(text);
            }
        });
        return box;
    }

    private static ToggleButton toggle(Feather icon, String text) {
        var button = new ToggleButton(null, Icons.of(icon));
        button.getStyleClass().add("button-icon");
        button.setAccessibleText(text);
        button.setTooltip(new Tooltip(text));
        return button;
    }
}
