package org.dpoworkbench.app.window.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.data.PairView;
import org.dpoworkbench.app.window.model.data.WordDiff;
import org.dpoworkbench.engine.data.Judgement;
import org.dpoworkbench.engine.data.LengthStatistics.Lengths;
import org.dpoworkbench.ui.Messages;

/// A pair's texts, the words that one answer has alone marked; side by side where there is room.
final class TextPane extends ScrollPane {
    private static final double ROOM = 520;
    private static final int LONG = 6_000;

    private final VBox prompt = new VBox();
    private final GridPane sides = new GridPane();
    private List<VBox> answers = List.of();
    private boolean wide;

    TextPane() {
        getStyleClass().addAll("text-pane", "edge-to-edge");
        setFitToWidth(true);
        setAccessibleText(Messages.text("data.pair.accessible"));
        sides.getStyleClass().add("sides");
        var content = new VBox(prompt, sides);
        content.getStyleClass().add("pair-texts");
        setContent(content);
        widthProperty().map(width -> width.doubleValue() >= ROOM).subscribe(now -> {
            wide = now;
            arrange();
        });
    }

    /// Two answers stand side by side where there is room, others below each other.
    private void arrange() {
        sides.getChildren().clear();
        sides.getColumnConstraints().clear();
        if (wide && answers.size() == 2) {
            sides.addRow(0, answers.getFirst(), answers.getLast());
            sides.getColumnConstraints().addAll(part(50), part(50));
        } else {
            sides.addColumn(0, answers.toArray(Node[]::new));
            sides.getColumnConstraints().add(part(100));
        }
    }

    private static ColumnConstraints part(double percent) {
        var column = new ColumnConstraints();
        column.setPercentWidth(percent);
        return column;
    }

    void show(Optional<PairView> view) {
        prompt.getChildren().clear();
        answers = List.of();
        view.filter(v -> v.texts().isPresent()).ifPresent(this::show);
        arrange();
        setVvalue(0);
    }

    private void show(PairView view) {
        Optional<Lengths> lengths = view.row().inspected().lengths();
        fill(
                prompt,
                new Label(title(Messages.text("data.side.prompt"), lengths.map(Lengths::prompt))),
                plain(view.texts().orElseThrow().prompt().strip()),
                "common");
        answers = view.diff().isPresent() ? pair(view.diff().get(), lengths) : list(view, lengths);
    }

    private static List<VBox> pair(WordDiff diff, Optional<Lengths> lengths) {
        var chosen = new VBox();
        fill(
                chosen,
                new Label(title(Messages.text("data.side.chosen"), lengths.map(Lengths::chosen))),
                diff.chosen(),
                "only-chosen");
        var rejected = new VBox();
        fill(
                rejected,
                new Label(title(Messages.text("data.side.rejected"), lengths.map(Lengths::rejected))),
                diff.rejected(),
                "only-rejected");
        return List.of(chosen, rejected);
    }

    /// One answer with its label, or several in the order of their ranks with what they were given.
    private static List<VBox> list(PairView view, Optional<Lengths> lengths) {
        List<String> texts = view.texts().orElseThrow().completions();
        List<Judgement.Grade> grades = view.row().grades();
        List<VBox> boxes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            var box = new VBox();
            box.getStyleClass().add("answer");
            Node head = i < grades.size()
                    ? new Label(rank(i + 1, grades.get(i)))
                    : single(view, lengths.map(l -> Math.max(l.chosen(), l.rejected())));
            fill(box, head, plain(texts.get(i).strip()), "common");
            boxes.add(box);
        }
        return boxes;
    }

    private static Node single(PairView view, Optional<Integer> tokens) {
        var title = new Label(title(Messages.text("data.side.answer"), tokens));
        return view.row()
                .desirable()
                .<Node>map(wanted -> {
                    var line = new HBox(8, title, Tags.ofLabel(wanted));
                    line.setAlignment(Pos.CENTER_LEFT);
                    return line;
                })
                .orElse(title);
    }

    private static String rank(int place, Judgement.Grade grade) {
        String value = grade.value() < 0
                        && grade.value() == Math.rint(grade.value())
                        && grade.attributes().isEmpty()
                ? Messages.text("data.rank", place)
                : Messages.text("data.rank.score", place, Numbers.plain(grade.value()));
        return grade.attributes().isEmpty()
                ? value
                : value
                        + grade.attributes().entrySet().stream()
                                .map(one -> one.getKey() + " " + Numbers.plain(one.getValue()))
                                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static List<WordDiff.Piece> plain(String text) {
        return List.of(new WordDiff.Piece(text, false));
    }

    private static String title(String side, Optional<Integer> tokens) {
        return tokens.map(count -> Messages.text("data.side.tokens", side, count))
                .orElse(side);
    }

    private static void fill(VBox box, Node head, List<WordDiff.Piece> pieces, String style) {
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
