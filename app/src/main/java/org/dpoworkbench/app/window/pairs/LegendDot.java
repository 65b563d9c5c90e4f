package org.dpoworkbench.app.window.pairs;

import javafx.scene.control.Label;
import javafx.scene.paint.Color;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import javafx.scene.shape.Shape;
import org.dpoworkbench.app.chart.DotStyle;

/// A kind of dot and its name.
final class LegendDot extends Label {
    LegendDot(DotStyle style) {
        super(style.name(), shape(style));
        getStyleClass().add("legend-dot");
    }

    private static Shape shape(DotStyle style) {
        Shape shape = switch (style.shape()) {
            case CIRCLE -> new Circle(4);
            case SQUARE -> new Rectangle(7, 7);
            case DIAMOND -> new Polygon(0, -5, 5, 0, 0, 5, -5, 0);
            case TRIANGLE -> new Polygon(0, -5, 5, 4, -5, 4);
            case TRIANGLE_DOWN -> new Polygon(0, 5, 5, -4, -5, -4);
        };
        shape.setFill(Color.rgb(style.rgb() >> 16 & 0xFF, style.rgb() >> 8 & 0xFF, style.rgb() & 0xFF));
        return shape;
    }
}
