package org.dpoworkbench.app.window.pairs;

import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.engine.loss.PairLogProbs;
import org.dpoworkbench.engine.worker.HeldOutPairs;
import org.dpoworkbench.ui.Messages;

/// What a pair says of itself beside the pointer.
final class PairCard {
    private static final int MOST_CHARACTERS = 220;

    private final PairsViewModel model;
    private final RunPairs run;
    private final Tooltip tooltip = new Tooltip();

    PairCard(PairsViewModel model, RunPairs run) {
        this.model = model;
        this.run = run;
        tooltip.getStyleClass().add("pair-card");
    }

    void show(Node owner, Point2D at, String id) {
        tooltip.setGraphic(content(id));
        Point2D screen = owner.localToScreen(at);
        if (screen != null) {
            tooltip.show(owner, screen.getX() + 14, screen.getY() + 10);
        }
    }

    void hide() {
        tooltip.hide();
    }

    private VBox content(String id) {
        var box = new VBox();
        box.getStyleClass().add("pair-card-content");
        Optional<HeldOutPairs.Pair> text = model.texts().of(run.run(), id);
        if (text.isPresent()) {
            box.getChildren()
                    .addAll(
                            line(Messages.text("pairs.card.prompt", cut(text.get().prompt())), "prompt"),
                            line(Messages.text("pairs.card.chosen", cut(text.get().chosen())), "chosen"),
                            line(Messages.text("pairs.card.rejected", cut(text.get().rejected())), "rejected"));
        } else {
            String note = model.texts().note(run.run());
            if (!note.isEmpty()) {
                box.getChildren().add(line(note, "quiet"));
            }
        }
        run.current().ifPresent(l -> l.evaluation()
                .pairs()
                .indexOf(id)
                .ifPresent(i -> box.getChildren().add(line(numbers(l.evaluation().at(i)), "numbers"))));
        box.getChildren().add(line(id, "quiet"));
        return box;
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
        label.setMaxWidth(380);
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
