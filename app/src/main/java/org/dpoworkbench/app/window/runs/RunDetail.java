package org.dpoworkbench.app.window.runs;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.ui.Messages;

/// Settings of the selected run and, where it failed, why.
final class RunDetail extends VBox {
    RunDetail(ObservableValue<RunItem> selected) {
        getStyleClass().add("run-detail");
        ObservableValue<RunSummary> summary = selected.flatMap(RunItem::summaryProperty);

        var title = new Label();
        title.setId("run-title");
        title.getStyleClass().add("title");
        title.textProperty()
                .bind(summary.map(s -> Messages.text("run.title", s.id(), s.badge()))
                        .orElse(""));
        title.visibleProperty().bind(title.textProperty().isNotEmpty());
        title.managedProperty().bind(title.visibleProperty());

        var settings = new Label();
        settings.setId("run-settings");
        settings.setWrapText(true);
        settings.textProperty().bind(summary.map(RunSummary::settings).orElse(Messages.text("runs.select")));

        var problem = new Label();
        problem.setId("run-problem");
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        problem.textProperty().bind(summary.map(s -> s.problem().orElse("")).orElse(""));
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        getChildren().setAll(title, settings, problem);
    }
}
