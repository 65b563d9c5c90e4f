package org.dpoworkbench.app.window.pairs;

import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.worker.HeldOutPairs;
import org.dpoworkbench.ui.Messages;

/// What a pair says of itself beside the pointer: in a layer over the place, since a window of its own would
/// take the pointer away.
final class PairCard {
    private static final int MOST_CHARACTERS = 220;
    private static final double WIDTH = 380;
    private static final double AWAY = 14;

    private final PairsViewModel model;
    private final RunPairs run;
    private final Pane layer;
    private final VBox card = new VBox();

    /// @param layer over everything that it may cover, transparent for the pointer
    PairCard(PairsViewModel model, RunPairs run, Pane layer) {
        this.model = model;
        this.run = run;
        this.layer = layer;
        card.getStyleClass().add("pair-card");
        card.setManaged(false);
    }

    void show(Node owner, Point2D at, String id) {
        fill(id);
        if (card.getParent() == null) {
            layer.getChildren().add(card);
        }
        card.applyCss();
        double width = Math.min(WIDTH, layer.getWidth());
        double height = card.prefHeight(width);
        Point2D place = layer.sceneToLocal(owner.localToScene(at));
        boolean fitsRight = place.getX() + AWAY + width <= layer.getWidth();
        card.resizeRelocate(
                Math.max(0, fitsRight ? place.getX() + AWAY : place.getX() - AWAY - width),
                Math.clamp(place.getY() + AWAY, 0, Math.max(0, layer.getHeight() - height)),
                width,
                height);
    }

    void hide() {
        layer.getChildren().remove(card);
    }

    private void fill(String id) {
        card.getChildren().clear();
        Optional<HeldOutPairs.Pair> text = model.texts().of(run.run(), id);
        if (text.isPresent()) {
            card.getChildren()
                    .addAll(
                            line(
                                    Messages.text(
                                            "pairs.card.prompt", cut(text.get().prompt())),
                                    "prompt"),
                            line(
                                    Messages.text(
                                            "pairs.card.chosen", cut(text.get().chosen())),
                                    "chosen"),
                            line(
                                    Messages.text(
                                            "pairs.card.rejected",
                                            cut(text.get().rejected())),
                                    "rejected"));
        } else {
            String note = model.texts().note(run.run());
            if (!note.isEmpty()) {
                card.getChildren().add(line(note, "quiet"));
            }
        }
        run.current()
                .ifPresent(l -> l.evaluation()
                        .pairs()
                        .indexOf(id)
                        .ifPresent(i -> card.getChildren()
                                .add(line(numbers(l.evaluation().at(i)), "numbers"))));
        card.getChildren().add(line(id, "quiet"));
    }

    private static String numbers(PairLogProbs p) {
        return String.join(
                "\n",
                Messages.text(
                        "pairs.card.sums",
                        Numbers.fixed(p.chosenLogRatio(), 2),
                        Numbers.fixed(p.rejectedLogRatio(), 2),
                        Numbers.fixed(p.margin(), 2)),
                Messages.text(
                        "pairs.card.perToken",
                        Numbers.fixed(p.chosenLogRatioPerToken(), 3),
                        Numbers.fixed(p.rejectedLogRatioPerToken(), 3),
                        Numbers.fixed(p.marginPerToken(), 3)),
                Messages.text("pairs.card.lengths", p.chosenLength(), p.rejectedLength()));
    }

    private static Label line(String text, String style) {
        var label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }

    private static String cut(String text) {
        String stripped = text.strip();
        return stripped.codePointCount(0, stripped.length()) <= MOST_CHARACTERS
                ? stripped
                : stripped.substring(0, stripped.offsetByCodePoints(0, MOST_CHARACTERS)) + " …";
    }
}
