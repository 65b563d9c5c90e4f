package org.dpoworkbench.app.window.pairs;

import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.dpoworkbench.app.chart.Diverging;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.ui.Messages;

/// The colours of a heat strip and what they mean.
final class HeatScale extends HBox {
    /// @param full the log-ratio, in nats, that gets the strongest colour
    HeatScale(double full, boolean dark) {
        getStyleClass().add("heat-scale");
        var band = new Region();
        band.getStyleClass().add("band");
        band.setStyle("-fx-background-color: linear-gradient(to right, %s, transparent, %s);"
                .formatted(color(Diverging.down(dark), full), color(Diverging.up(dark), full)));
        getChildren()
                .setAll(
                        new Label(Messages.text("pairs.scale.down", Numbers.rounded(-full, 2))),
                        band,
                        new Label(Messages.text("pairs.scale.up", Numbers.rounded(full, 2))));
    }

    private static String color(int rgb, double full) {
        return String.format(
                Locale.ROOT,
                "rgba(%d, %d, %d, %.3f)",
                rgb >> 16 & 0xFF,
                rgb >> 8 & 0xFF,
                rgb & 0xFF,
                Diverging.strength(full, full));
    }
}
