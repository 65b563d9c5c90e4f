package org.dpoworkbench.app.window.data;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.dpoworkbench.app.window.model.data.PairView;
import org.dpoworkbench.app.window.model.data.WordDiff;
import org.dpoworkbench.engine.data.LengthStatistics.Lengths;
import org.dpoworkbench.ui.Messages;

/// A pair's texts, the words that one answer has alone marked; side by side where there is room.
final class TextPane extends ScrollPane {
    private static final double ROOM = 520;
    private static final int LONG = 6_000;

    private final VBox prompt = new VBox();
    private final VBox chosen = new VBox();
    private final VBox rejected = new VBox();
    private final GridPane sides = new GridPane();

    TextPane() {
        getStyleClass().addAll("text-pane", "edge-to-edge");
        setFitToWidth(true);
        setAccessibleText(Messages.text("data.pair.accessible"));
        sides.getStyleClass().add("sides");
        var content = new VBox(prompt, sides);
        content.getStyleClass().add("pair-texts");
        setContent(content);
        widthProperty().map(width -> width.doubleValue() >= ROOM).subscribe(this::arrange);
    }

    private void arrange(boolean wide) {
        sides.getChildren().clear();
        sides.getColumnConstraints().clear();
        if (wide) {
            sides.addRow(0, chosen, rejected);
            sides.getColumnConstraints().addAll(half(50), half(50));
        } else {
            sides.addColumn(0, chosen, rejected);
            sides.getColumnConstraints().add(half(100));
        }
    }

    private static ColumnConstraints half(double percent) {
        var column = new ColumnConstraints();
        column.setPercentWidth(percent);
        return column;
    }

    void show(Optional<PairView> view) {
        prompt.getChildren().clear();
        chosen.getChildren().clear();
        rejected.getChildren().clear();
        if (view.isEmpty() || view.get().texts().isEmpty() || view.get().diff().isEmpty()) {
            return;
        }
        Optional<Lengths> lengths = view.get().row().inspected().lengths();
        WordDiff diff = view.get().diff().get();
        fill(
                prompt,
                title(Messages.text("data.side.prompt"), lengths.map(Lengths::prompt)),
                List.of(new WordDiff.Piece(view.get().texts().get().prompt().strip(), false)),
                "common");
        fill(
                chosen,
                title(Messages.text("data.side.chosen"), lengths.map(Lengths::chosen)),
                diff.chosen(),
                "only-chosen");
        fill(
                rejected,
                title(Messages.text("data.side.rejected"), lengths.map(Lengths::rejected)),
                diff.rejected(),
                "only-rejected");
        setVvalue(0);
    }

    private static String title(String side, Optional<Integer> tokens) {
        return tokens.map(count -> Messages.text("data.side.tokens", side, count))
                .orElse(side);
    }

    private static void fill(VBox box, String title, List<WordDiff.Piece> pieces, String style) {
        var head = new Label(title);
        head.getStyleClass().add("side-title");
        var flow = new TextFlow();
        flow.getStyleClass().add("side-text");
        box.getChildren().setAll(head, flow);
        int shown = add(flow, pieces, style, LONG);
        if (shown < pieces.stream().mapToInt(piece -> piece.text().length()).sum()) {
            var all = new Hyperlink(Messages.text("data.side.all"));
            all.setAccessibleText(Messages.text("data.side.all"));
            all.setOnAction(_ -> {
                flow.getChildren().clear();
                add(flow, pieces, style, Integer.MAX_VALUE);
                box.getChildren().remove((Node) all);
            });
            box.getChildren().add(all);
        }
    }

    private static int add(TextFlow flow, List<WordDiff.Piece> pieces, String style, int most) {
        int shown = 0;
        for (WordDiff.Piece piece : pieces) {
            if (shown >= most) {
                break;
            }
            String content = piece.text().substring(0, Math.min(piece.text().length(), most - shown));
            var text = new Text(content);
            text.getStyleClass().addAll("piece", piece.different() ? style : "common");
            flow.getChildren().add(text);
            shown += content.length();
        }
        return shown;
    }
}
