package org.dpoworkbench.app.window.figures;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.app.window.model.figures.Preview;
import org.dpoworkbench.ui.Messages;

/// The figure as it will be printed, on its paper.
final class PreviewPane extends BorderPane {
    private static final double SCREEN_DPI = 96;
    private static final double MM_PER_INCH = 25.4;
    private static final double MARGIN = 48;
    private static final double LEAST_ZOOM = 0.2;
    private static final double MOST_ZOOM = 4;

    private final Workbench workbench;
    private final FiguresModel model;
    private final ImageView picture = new ImageView();
    private final StackPane paper = new StackPane(picture);
    private final ScrollPane ground = new ScrollPane();
    private final ObjectProperty<Zoom> zoom = new SimpleObjectProperty<>(this, "zoom", Zoom.FIT);
    private final Label size = new Label();
    private final Label doubts = new Label();

    /// How large the paper is shown.
    private enum Zoom {
        FIT,
        HALF,
        WHOLE,
        DOUBLE;

        String text() {
            return switch (this) {
                case FIT -> Messages.text("figures.zoom.fit");
                case HALF -> "50 %";
                case WHOLE -> "100 %";
                case DOUBLE -> "200 %";
            };
        }
    }

    PreviewPane(FiguresModel model, Workbench workbench) {
        this.model = model;
        this.workbench = workbench;
        getStyleClass().add("figure-preview");
        paper.getStyleClass().add("paper");
        paper.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        var desk = new StackPane(paper, nothing());
        desk.getStyleClass().add("paper-ground");
        desk.minWidthProperty().bind(ground.viewportBoundsProperty().map(bounds -> bounds.getWidth()));
        desk.minHeightProperty().bind(ground.viewportBoundsProperty().map(bounds -> bounds.getHeight()));
        ground.setId("figure-ground");
        ground.setContent(desk);
        ground.setPannable(true);
        ground.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        ground.setAccessibleText(Messages.text("figures.preview.none"));
        setCenter(ground);
        setBottom(foot());
        model.previewProperty().subscribe(this::show);
        zoom.subscribe(_ -> resize());
        ground.viewportBoundsProperty().subscribe(_ -> resize());
    }

    private Label nothing() {
        var label = new Label();
        label.setId("figure-problem");
        label.setWrapText(true);
        label.getStyleClass().add("paper-problem");
        label.textProperty().bind(model.problemProperty());
        label.visibleProperty().bind(model.problemProperty().isNotEmpty());
        return label;
    }

    private VBox foot() {
        line(doubts, "figure-doubts", "doubts");
        var said = new Label();
        said.textProperty().bind(model.saidProperty());
        line(said, "figure-said", "said");
        var busy = new Label(Messages.text("figures.busy"));
        busy.visibleProperty().bind(model.busyProperty());
        Choice<Zoom> choice = Choice.of(List.of(Zoom.values()), Zoom::text, Messages.text("figures.zoom"), zoom);
        choice.setId("figure-zoom");
        choice.setMinWidth(95);
        size.setMinWidth(USE_PREF_SIZE);
        var first = new HBox(choice, size, busy);
        first.getStyleClass().add("preview-zoom");
        var foot = new VBox(first, doubts, said);
        foot.getStyleClass().add("preview-foot");
        return foot;
    }

    /// There only while it says something.
    private static void line(Label label, String id, String style) {
        label.setId(id);
        label.setWrapText(true);
        label.getStyleClass().add(style);
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
    }

    /// Decodes the picture off this thread; a newer one may have come when it is ready.
    private void show(Optional<Preview> preview) {
        if (preview.isEmpty()) {
            paper.setVisible(false);
            size.setText("");
            doubts.setText("");
            ground.setAccessibleText(Messages.text("figures.preview.none"));
            return;
        }
        Preview now = preview.get();
        size.setText(Messages.text(
                "figures.size",
                Numbers.rounded(now.export().widthMm(), 4),
                Numbers.rounded(now.export().heightMm(), 3)));
        doubts.setText(now.export().doubts().stream().map(FigureTexts::of).collect(Collectors.joining(" ")));
        ground.setAccessibleText(now.caption());
        workbench.background().execute(() -> {
            Image image = new Image(new ByteArrayInputStream(now.png()));
            workbench.ui().execute(() -> {
                if (model.previewProperty().get().filter(now::equals).isPresent()) {
                    picture.setImage(image);
                    paper.setVisible(true);
                    resize();
                }
            });
        });
    }

    /// Shows the picture at its size and asks for one of the screen's resolution.
    private void resize() {
        model.previewProperty().get().ifPresent(preview -> {
            double width = preview.export().widthMm() / MM_PER_INCH * SCREEN_DPI;
            double height = preview.export().heightMm() / MM_PER_INCH * SCREEN_DPI;
            double scale = scale(width, height);
            picture.setFitWidth((double) Math.round(width * scale));
            picture.setFitHeight((double) Math.round(height * scale));
            double pixels = getScene() == null || getScene().getWindow() == null
                    ? Screen.getPrimary().getOutputScaleX()
                    : getScene().getWindow().getRenderScaleX();
            model.screenDpiProperty().set(SCREEN_DPI * scale * pixels);
        });
    }

    private double scale(double width, double height) {
        return switch (zoom.get()) {
            case FIT ->
                Math.clamp(
                        Math.min(
                                (ground.getViewportBounds().getWidth() - MARGIN) / width,
                                (ground.getViewportBounds().getHeight() - MARGIN) / height),
                        LEAST_ZOOM,
                        MOST_ZOOM);
            case HALF -> 0.5;
            case WHOLE -> 1;
            case DOUBLE -> 2;
        };
    }
}
