package org.dpoworkbench.app.window.data;

import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.dpoworkbench.engine.text.PairInspection.Role;
import org.dpoworkbench.engine.text.PairInspection.Token;
import org.dpoworkbench.ui.Messages;

/// Draws a line of tokens: each token's text over its id, in the colour and the underline of its role.
final class TokenLineCell extends ListCell<TokenLine> {
    TokenLineCell() {
        // As wide as the list: lines are broken before they get here.
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(TokenLine line, boolean empty) {
        super.updateItem(line, empty);
        setText(null);
        setGraphic(empty || line == null ? null : node(line));
    }

    static String style(Role role) {
        return "token-" + role.name().toLowerCase(Locale.ROOT);
    }

    private static Node node(TokenLine line) {
        return switch (line) {
            case TokenLine.Heading(String title, String counts) -> heading(title, counts);
            case TokenLine.Rendered(String text) -> {
                var label = new Label(text);
                label.setWrapText(true);
                label.getStyleClass().add("rendered-line");
                yield label;
            }
            case TokenLine.Tokens tokens -> {
                var box = new HBox();
                box.getStyleClass().add("token-line");
                tokens.tokens().forEach(token -> box.getChildren().add(box(token)));
                yield box;
            }
        };
    }

    private static Node heading(String title, String counts) {
        var head = new Label(title);
        head.getStyleClass().add("side-title");
        var words = new Label(counts);
        words.getStyleClass().add("quiet");
        var box = new HBox(head, words);
        box.getStyleClass().add("token-heading");
        return box;
    }

    private static Node box(Token token) {
        String shown = TokenLine.shown(token);
        var piece = new Label(shown);
        piece.getStyleClass().add("token-piece");
        var id = new Label(Integer.toString(token.id()));
        id.getStyleClass().add("token-id");
        var box = new VBox(piece, id);
        box.getStyleClass().addAll("token", style(token.role()));
        if (token.special()) {
            box.getStyleClass().add("token-special");
        }
        box.setAccessibleText(Messages.text("data.token.accessible", shown, Integer.toString(token.id()), role(token)));
        Tooltip.install(box, new Tooltip(box.getAccessibleText()));
        return box;
    }

    private static String role(Token token) {
        String role = switch (token.role()) {
            case PROMPT -> Messages.text("data.role.prompt");
            case SCORED -> Messages.text("data.role.scored");
            case MASKED -> Messages.text("data.role.masked");
            case CUT -> Messages.text("data.role.cut");
        };
        return token.special() ? Messages.text("data.token.special", role) : role;
    }
}
