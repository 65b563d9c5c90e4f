package org.dpoworkbench.app.window.pairs;

import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.chart.Diverging;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.room.TokenLogProbabilities.Token;
import org.dpoworkbench.ui.Messages;

/// A completion token by token, each on the colour of its log-ratio. Pointer or arrow keys say a token's
/// value.
final class HeatStrip extends VBox {
    private static final PseudoClass POINTED = PseudoClass.getPseudoClass("pointed");

    private final List<Token> tokens;
    private final FlowPane pieces = new FlowPane();
    private final Label value = new Label();
    private int at = -1;

    /// @param full the log-ratio, in nats, that gets the strongest colour
    HeatStrip(List<Token> tokens, double full, boolean dark) {
        this.tokens = tokens;
        getStyleClass().add("heat-strip");
        pieces.getStyleClass().add("pieces");
        for (int i = 0; i < tokens.size(); i++) {
            pieces.getChildren().add(piece(i, full, dark));
        }
        value.getStyleClass().add("quiet");
        value.setText(Messages.text("pairs.strip.sum", Numbers.fixed(sum(tokens), 3), scored(tokens)));
        setFocusTraversable(true);
        setAccessibleText(Messages.text("pairs.strip.accessible", scored(tokens), Numbers.fixed(sum(tokens), 3)));
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.LEFT || event.getCode() == KeyCode.RIGHT) {
                point(Math.clamp(at + (event.getCode() == KeyCode.LEFT ? -1L : 1L), 0, tokens.size() - 1));
                event.consume();
            }
        });
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                point(-1);
            }
        });
        getChildren().setAll(pieces, value);
    }

    /// Σ of the tokens' log-ratios, in nats.
    static double sum(List<Token> tokens) {
        return tokens.stream()
                .flatMap(token -> token.logRatio().stream())
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static int scored(List<Token> tokens) {
        return (int)
                tokens.stream().filter(token -> token.logRatio().isPresent()).count();
    }

    private Label piece(int index, double full, boolean dark) {
        Token token = tokens.get(index);
        var piece = new Label(visible(token.text()));
        piece.getStyleClass().add("piece");
        token.logRatio()
                .ifPresentOrElse(
                        ratio -> piece.setStyle(background(ratio, full, dark)),
                        () -> piece.getStyleClass().add("unscored"));
        piece.setOnMouseEntered(_ -> point(index));
        piece.setOnMouseExited(_ -> point(-1));
        return piece;
    }

    private static String background(double ratio, double full, boolean dark) {
        int rgb = ratio >= 0 ? Diverging.up(dark) : Diverging.down(dark);
        return String.format(
                Locale.ROOT,
                "-fx-background-color: rgba(%d, %d, %d, %.3f);",
                rgb >> 16 & 0xFF,
                rgb >> 8 & 0xFF,
                rgb & 0xFF,
                Diverging.strength(ratio, full));
    }

    /// Blanks that would not be seen get a sign.
    private static String visible(String text) {
        return text.replace("\n", "⏎").replace("\t", "⇥");
    }

    private void point(int index) {
        at = index;
        for (int i = 0; i < tokens.size(); i++) {
            pieces.getChildren().get(i).pseudoClassStateChanged(POINTED, i == index);
        }
        if (index < 0) {
            value.setText(Messages.text("pairs.strip.sum", Numbers.fixed(sum(tokens), 3), scored(tokens)));
            return;
        }
        Token token = tokens.get(index);
        value.setText(token.logRatio()
                .map(ratio -> Messages.text(
                        "pairs.strip.token", visible(token.text()), Numbers.fixed(ratio, 3), index + 1, tokens.size()))
                .orElseGet(() -> Messages.text("pairs.strip.unscored", visible(token.text()))));
    }
}
