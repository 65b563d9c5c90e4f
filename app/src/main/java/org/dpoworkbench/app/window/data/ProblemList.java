package org.dpoworkbench.app.window.data;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.ProblemCount;
import org.dpoworkbench.ui.Messages;

/// The kinds of problems with their counts; one of them can be what the table shows.
final class ProblemList extends VBox {
    private final DataModel model;
    private final VBox kinds = new VBox();

    ProblemList(DataModel model) {
        this.model = model;
        setId("data-problems");
        getStyleClass().add("problem-list");
        var title = new Label(Messages.text("data.problems"));
        title.getStyleClass().add("section");
        var none = new Label(Messages.text("data.problems.none"));
        none.getStyleClass().add("quiet");
        none.visibleProperty()
                .bind(Bindings.isEmpty(model.problems())
                        .and(Bindings.createBooleanBinding(
                                () -> model.accountProperty().get().isPresent(), model.accountProperty())));
        none.managedProperty().bind(none.visibleProperty());
        getChildren().addAll(title, none, kinds);
        model.problems().addListener((ListChangeListener<ProblemCount>) _ -> show());
        show();
    }

    private void show() {
        kinds.getChildren().setAll(model.problems().stream().map(this::button).toList());
    }

    private ToggleButton button(ProblemCount problem) {
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var count = new Label(Messages.text("data.problems.count", problem.records()));
        var line = new HBox(Tags.of(problem.kind()), space, count);
        var button = new ToggleButton(null, line);
        button.getStyleClass().addAll("flat", "problem-kind");
        button.setMaxWidth(Double.MAX_VALUE);
        line.minWidthProperty().bind(button.widthProperty().subtract(24));
        button.setAccessibleText(
                Messages.text("data.problems.accessible", problem.kind().word(), problem.records()));
        button.setTooltip(new Tooltip(problem.kind().meaning()));
        model.table()
                .queryProperty()
                .subscribe(query -> button.setSelected(query.problem().equals(Optional.of(problem.kind()))));
        button.setOnAction(_ -> model.table()
                .ask(query -> query.withProblem(button.isSelected() ? Optional.of(problem.kind()) : Optional.empty())));
        return button;
    }
}
