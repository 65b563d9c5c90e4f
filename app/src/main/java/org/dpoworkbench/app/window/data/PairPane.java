package org.dpoworkbench.app.window.data;

import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.PairView;
import org.dpoworkbench.app.window.model.data.ProblemKind;
import org.dpoworkbench.engine.text.Fate;
import org.dpoworkbench.ui.Messages;

/// The selected pair, as text or as the model sees it.
final class PairPane extends BorderPane {
    private final Label place = new Label();
    private final Label id = new Label();
    private final FlowPane problems = new FlowPane();
    private final TextPane text = new TextPane();
    private final TokenPane tokens = new TokenPane();
    private final Label none = new Label(Messages.text("data.pair.none"));
    private final ToggleButton asText = new ToggleButton(Messages.text("data.pair.text"));
    private final ToggleButton asTokens = new ToggleButton(Messages.text("data.pair.tokens"));

    PairPane(DataModel model) {
        getStyleClass().add("pair-pane");
        setId("data-pair");
        setMinWidth(220);
        place.getStyleClass().add("section");
        id.getStyleClass().add("quiet");
        problems.getStyleClass().add("tags");
        none.getStyleClass().add("quiet");
        none.setWrapText(true);
        setTop(head());
        setCenter(new StackPane(text, tokens, none));
        asTokens.selectedProperty().subscribe(_ -> choose());
        model.viewProperty().subscribe(this::show);
    }

    private VBox head() {
        var group = new ToggleGroup();
        asText.setToggleGroup(group);
        asTokens.setToggleGroup(group);
        asText.getStyleClass().addAll("small", "left-pill");
        asTokens.getStyleClass().addAll("small", "right-pill");
        asText.setAccessibleText(Messages.text("data.pair.text"));
        asTokens.setAccessibleText(Messages.text("data.pair.tokens"));
        asTokens.setId("data-as-tokens");
        asText.setSelected(true);
        group.selectedToggleProperty().subscribe((before, now) -> {
            if (now == null && before != null) {
                before.setSelected(true);
            }
        });
        var head = new VBox(new HBox(asText, asTokens), place, id, problems);
        head.getStyleClass().add("pair-head");
        return head;
    }

    private void show(Optional<PairView> view) {
        none.setVisible(view.isEmpty());
        problems.getChildren().clear();
        place.setText(view.map(v -> v.row().inspected().place())
                .map(p -> Messages.text(
                        "data.pair.place", Path.of(p.file()).getFileName(), p.unit(), Long.toString(p.number())))
                .orElse(""));
        id.setText(view.flatMap(v -> v.row().id())
                .map(hash -> Messages.text("data.pair.id", hash))
                .orElse(""));
        id.setVisible(!id.getText().isEmpty());
        id.setManaged(id.isVisible());
        view.ifPresent(this::showProblems);
        text.show(view);
        tokens.show(view);
        choose();
    }

    private void showProblems(PairView view) {
        if (view.row().inspected().fate() instanceof Fate.Refused(String reason)) {
            var label = new Label(reason);
            label.setWrapText(true);
            label.getStyleClass().add("trouble");
            problems.getChildren().add(label);
        }
        for (ProblemKind kind : view.row().problemKinds()) {
            Label tag = Tags.of(kind);
            tag.setTooltip(new Tooltip(kind.meaning()));
            problems.getChildren().add(tag);
        }
    }

    private void choose() {
        boolean any = !none.isVisible();
        text.setVisible(any && asText.isSelected());
        tokens.setVisible(any && asTokens.isSelected());
    }
}
