package org.dpoworkbench.app.window.chart;

import java.awt.geom.Rectangle2D;
import java.nio.IntBuffer;
import java.util.Optional;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.dpoworkbench.app.chart.ChartImage;
import org.dpoworkbench.app.chart.curve.Drawing;
import org.dpoworkbench.app.chart.curve.Span;

/// Shows a chart that was drawn elsewhere.
final class PicturePane extends Region {
    private final ImageView view = new ImageView();
    private Optional<Picture> shown = Optional.empty();

    PicturePane() {
        getStyleClass().add("chart-pane");
        setMinSize(80, 60);
        view.setManaged(false);
        view.setMouseTransparent(true);
        getChildren().setAll(view);
    }

    void show(Picture picture) {
        shown = Optional.of(picture);
        ChartImage image = picture.image();
        var pixels = new PixelBuffer<>(
                image.columns(), image.rows(), IntBuffer.wrap(image.pixels()), PixelFormat.getIntArgbPreInstance());
        view.setImage(new WritableImage(pixels));
        view.setFitWidth(image.columns() / image.scale());
        view.setFitHeight(image.rows() / image.scale());
    }

    Optional<Picture> shown() {
        return shown;
    }

    /// The room for a chart.
    Picture.Size size() {
        double scale = getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getOutputScaleX();
        return new Picture.Size((int) Math.max(1, getWidth()), (int) Math.max(1, getHeight()), scale);
    }

    /// Where the data are, in pixels of the pane; empty before a chart is shown.
    Rectangle2D area() {
        return shown.map(picture -> picture.image().area()).orElseGet(Rectangle2D.Double::new);
    }

    /// What is drawn there.
    Optional<Drawing> drawing() {
        return shown.map(picture -> picture.prepared().drawing());
    }

    /// The value of the horizontal axis at this distance from the pane's left.
    double valueAt(double x) {
        Span axis = drawing().map(Drawing::x).orElse(new Span(0, 1));
        return axis.from() + (x - area().getMinX()) / area().getWidth() * axis.length();
    }

    /// The distance of a value of the horizontal axis from the pane's left.
    double positionOf(double value) {
        Span axis = drawing().map(Drawing::x).orElse(new Span(0, 1));
        return area().getMinX() + (value - axis.from()) / axis.length() * area().getWidth();
    }
}
