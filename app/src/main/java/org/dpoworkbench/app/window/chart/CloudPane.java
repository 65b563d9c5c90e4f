package org.dpoworkbench.app.window.chart;

import java.nio.IntBuffer;
import java.util.BitSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import javafx.animation.AnimationTimer;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import org.dpoworkbench.app.chart.AxisRange;
import org.dpoworkbench.app.chart.CloudDots;
import org.dpoworkbench.app.chart.DotGrid;
import org.dpoworkbench.app.chart.DotRaster;
import org.dpoworkbench.app.chart.Lasso;
import org.dpoworkbench.app.chart.ScreenTheme;

/// A cloud of dots over square axes with one scale. Dots that are shown anew glide to their places; those
/// under the pointer, along a lasso and next to an arrow key are found.
public final class CloudPane extends Region {
    private static final double MOTION_NANOS = 220e6;

    private final Canvas ground = new Canvas();
    private final ImageView image = new ImageView();
    private final Canvas overlay = new Canvas();
    private final AnimationTimer frame = new AnimationTimer() {
        @Override
        public void handle(long now) {
            advance(now);
        }
    };

    private AxisRange range = AxisRange.holding(-1, 1, 5);
    private OptionalDouble target = OptionalDouble.empty();
    private CloudLabels labels = new CloudLabels("", "", "", CloudLabels.Corners.NONE);
    private ScreenTheme theme = ScreenTheme.LIGHT;
    private CloudDots dots = CloudDots.NONE;
    private CloudDots before = CloudDots.NONE;
    private CloudDots drawn = CloudDots.NONE;
    private BitSet selected = new BitSet();
    private OptionalInt hovered = OptionalInt.empty();
    private Lasso lasso = new Lasso();
    private DotGrid grid = new DotGrid(new double[0], new double[0]);
    private double side;
    private int pixelSide;
    private PixelBuffer<IntBuffer> pixels;
    private long began;
    private boolean frameDirty = true;

    public CloudPane(String accessibleText) {
        getStyleClass().add("cloud-pane");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(accessibleText);
        setFocusTraversable(true);
        setMinSize(140, 140);
        image.setMouseTransparent(true);
        overlay.setMouseTransparent(true);
        getChildren().setAll(ground, image, overlay);
        focusedProperty().subscribe(_ -> drawOverlay());
    }

    /// Axes and lines behind the dots.
    public void frame(AxisRange axes, OptionalDouble targetMargin, CloudLabels words, ScreenTheme colours) {
        target = targetMargin;
        labels = words;
        theme = colours;
        if (!axes.equals(range)) {
            before = dots; // no gliding between two scales
        }
        range = axes;
        frameDirty = true;
        requestLayout();
    }

    /// Shows dots; they glide there from where the same pairs were.
    public void show(CloudDots now, boolean gliding) {
        before = gliding && dots.ids().equals(now.ids()) ? drawn : now;
        dots = now;
        began = 0;
        grid = gridOf(now);
        frame.start();
    }

    public void select(BitSet now) {
        selected = now;
        frame.start();
    }

    /// The dot with a ring around it.
    public void hover(OptionalInt dot) {
        if (!hovered.equals(dot)) {
            hovered = dot;
            drawOverlay();
        }
    }

    public OptionalInt hovered() {
        return hovered;
    }

    public CloudDots dots() {
        return dots;
    }

    /// Where the pair's dot is, in the pane's pixels.
    public Point2D placeOf(int dot) {
        return new Point2D(placeX(dots.x()[dot]), placeY(dots.y()[dot]));
    }

    /// The dot at most `reach` pixels from a point of the pane.
    public OptionalInt dotAt(double x, double y, double reach) {
        return grid.nearest(x, y, reach);
    }

    /// The next dot from the hovered one, or from the middle, in a direction.
    public OptionalInt dotTowards(int dx, int dy) {
        Point2D from = hovered.isPresent()
                ? placeOf(hovered.getAsInt())
                : new Point2D(CloudFrame.LEFT + side / 2, CloudFrame.TOP + side / 2);
        return hovered.isPresent()
                ? grid.inDirection(from.getX(), from.getY(), dx, dy)
                : grid.nearest(from.getX(), from.getY(), 2 * side);
    }

    /// Draws the line of a lasso under way; an empty one takes it away.
    public void draw(Lasso line) {
        lasso = line;
        drawOverlay();
    }

    /// The dots inside of a lasso, which is in the pane's pixels.
    public BitSet inside(Lasso line) {
        var inside = new BitSet(dots.size());
        for (int i = 0; i < dots.size(); i++) {
            if (line.contains(placeX(dots.x()[i]), placeY(dots.y()[i]))) {
                inside.set(i);
            }
        }
        return inside;
    }

    private double placeX(double value) {
        return CloudFrame.LEFT + range.share(value) * side;
    }

    private double placeY(double value) {
        return CloudFrame.TOP + side - range.share(value) * side;
    }

    private DotGrid gridOf(CloudDots of) {
        double[] x = new double[of.size()];
        double[] y = new double[of.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = placeX(of.x()[i]);
            y[i] = placeY(of.y()[i]);
        }
        return new DotGrid(x, y);
    }

    @Override
    protected void layoutChildren() {
        double width = Math.max(1, getWidth());
        double height = Math.max(1, getHeight());
        double now = CloudFrame.side(width, height);
        boolean resized = now != side || ground.getWidth() != width || ground.getHeight() != height;
        side = now;
        if (resized) {
            for (Canvas canvas : new Canvas[] {ground, overlay}) {
                canvas.setWidth(width);
                canvas.setHeight(height);
            }
            image.relocate(CloudFrame.LEFT, CloudFrame.TOP);
        }
        if (resized || frameDirty) {
            frameDirty = false;
            new CloudFrame(range, target, labels, theme).paint(ground, side);
            grid = gridOf(dots);
            drawOverlay();
            frame.start();
        }
    }

    @SuppressWarnings("ReferenceEquality") // whether there is a way at all
    private void advance(long now) {
        began = began == 0 ? now : began;
        double share = before == dots ? 1 : Math.min(1, (now - began) / MOTION_NANOS);
        drawn = dots.onTheWayFrom(before, share * (2 - share));
        drawDots();
        if (share >= 1) {
            frame.stop();
            before = dots;
            drawOverlay();
        }
    }

    private void drawDots() {
        double scale = getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getRenderScaleX();
        int wanted = (int) Math.ceil(side * scale);
        if (wanted < 1) {
            return;
        }
        if (wanted != pixelSide) {
            pixelSide = wanted;
            pixels = new PixelBuffer<>(
                    pixelSide,
                    pixelSide,
                    IntBuffer.allocate(pixelSide * pixelSide),
                    PixelFormat.getIntArgbPreInstance());
            image.setImage(new WritableImage(pixels));
        }
        image.setFitWidth(side);
        image.setFitHeight(side);
        double[] x = new double[drawn.size()];
        double[] y = new double[drawn.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = range.share(drawn.x()[i]) * pixelSide;
            y[i] = (1 - range.share(drawn.y()[i])) * pixelSide;
        }
        pixels.updateBuffer(buffer -> {
            new DotRaster(pixelSide, pixelSide, buffer.getBuffer().array(), scale)
                    .draw(x, y, drawn.style(), drawn.styles(), selected);
            return null;
        });
    }

    private void drawOverlay() {
        GraphicsContext g = overlay.getGraphicsContext2D();
        g.clearRect(0, 0, overlay.getWidth(), overlay.getHeight());
        g.setStroke(Paints.ink(theme));
        if (isFocused()) {
            g.setLineWidth(1);
            g.strokeRect(CloudFrame.LEFT - 0.5, CloudFrame.TOP - 0.5, side + 1, side + 1);
        }
        if (hovered.isPresent() && hovered.getAsInt() < dots.size()) {
            Point2D place = placeOf(hovered.getAsInt());
            g.setLineWidth(2);
            g.strokeOval(place.getX() - 7, place.getY() - 7, 14, 14);
        }
        if (lasso.size() > 1) {
            g.setLineWidth(1.5);
            g.setLineDashes(4, 3);
            g.beginPath();
            g.moveTo(lasso.x(0), lasso.y(0));
            for (int i = 1; i < lasso.size(); i++) {
                g.lineTo(lasso.x(i), lasso.y(i));
            }
            g.closePath();
            g.setFill(Paints.quiet(theme).deriveColor(0, 1, 1, 0.12));
            g.fill();
            g.stroke();
            g.setLineDashes();
        }
    }
}
