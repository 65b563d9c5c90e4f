package org.dpoworkbench.app.window.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.data.PairView;
import org.dpoworkbench.engine.text.PairInspection;
import org.dpoworkbench.engine.text.PairInspection.Part;
import org.dpoworkbench.engine.text.PairInspection.Role;
import org.dpoworkbench.ui.Messages;

/// A pair token by token: what is context, scored, not scored and cut. Only the lines in view have
/// controls, however long the pair is.
final class TokenPane extends VBox {
    private static final double MARGIN = 52;

    private final Label problem = new Label();
    private final ListView<TokenLine> lines = new ListView<>();
    private Optional<PairView> shown = Optional.empty();
    private int columns;

    TokenPane() {
        getStyleClass().add("token-pane");
        lines.setId("data-tokens");
        lines.getStyleClass().addAll("token-lines", "edge-to-edge");
        lines.setAccessibleText(Messages.text("data.tokens.accessible"));
        lines.setCellFactory(_ -> new TokenLineCell());
        lines.setPlaceholder(new Label(""));
        problem.getStyleClass().add("trouble");
        problem.setWrapText(true);
        var legend = new FlowPane(
                key(Role.PROMPT, Messages.text("data.role.prompt")),
                key(Role.SCORED, Messages.text("data.role.scored")),
                key(Role.MASKED, Messages.text("data.role.masked")),
                key(Role.CUT, Messages.text("data.role.cut")));
        legend.getStyleClass().add("token-legend");
        getChildren().setAll(legend, problem, lines);
        VBox.setVgrow(lines, Priority.ALWAYS);
        lines.widthProperty().subscribe(this::wrap);
    }

    private static Label key(Role role, String word) {
        var key = new Label(word);
        key.getStyleClass().addAll("token", TokenLineCell.style(role));
        return key;
    }

    void show(Optional<PairView> view) {
        shown = view;
        problem.setText(view.flatMap(PairView::problem).orElse(""));
        problem.setVisible(!problem.getText().isEmpty());
        problem.setManaged(problem.isVisible());
        fill();
    }

    private void wrap() {
        int fit = (int) Math.max(120, lines.getWidth() - MARGIN) / 8 * 8;
        if (fit != columns) {
            columns = fit;
            fill();
        }
    }

    private void fill() {
        lines.getItems()
                .setAll(shown.flatMap(PairView::inspection).map(this::lines).orElse(List.of()));
    }

    private List<TokenLine> lines(PairInspection pair) {
        List<TokenLine> all = new ArrayList<>();
        add(all, Messages.text("data.side.prompt"), pair.prompt());
        List<Part> answers = pair.completions();
        for (int i = 0; i < answers.size(); i++) {
            add(all, side(i, answers.size()), answers.get(i));
        }
        if (pair.rendered()) {
            all.add(new TokenLine.Heading(Messages.text("data.tokens.rendered"), ""));
            Stream.concat(Stream.of(pair.prompt()), answers.stream())
                    .flatMap(part -> part.text().lines())
                    .map(TokenLine.Rendered::new)
                    .forEach(all::add);
        }
        return all;
    }

    private String side(int number, int of) {
        boolean pair = shown.flatMap(PairView::diff).isPresent();
        if (pair) {
            return number == 0 ? Messages.text("data.side.chosen") : Messages.text("data.side.rejected");
        }
        return of == 1 ? Messages.text("data.side.answer") : Messages.text("data.rank", number + 1);
    }

    private void add(List<TokenLine> all, String side, Part part) {
        List<String> counts = new ArrayList<>();
        for (Role role : Role.values()) {
            int count = part.count(role);
            if (count > 0) {
                counts.add(words(role, count));
            }
        }
        all.add(new TokenLine.Heading(side, String.join(", ", counts)));
        TokenLine.Tokens.wrap(part.tokens(), columns).forEach(all::add);
    }

    private static String words(Role role, int count) {
        return switch (role) {
            case PROMPT -> Messages.text("data.tokens.prompt", count);
            case SCORED -> Messages.text("data.tokens.scored", count);
            case MASKED -> Messages.text("data.tokens.masked", count);
            case CUT -> Messages.text("data.tokens.cut", count);
        };
    }
}
