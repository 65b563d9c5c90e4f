package org.dpoworkbench.app.window.newrun;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.EstimateWords;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// What the run will take, and the buttons; always in sight.
final class NewRunFooter extends VBox {
    private final NewRunModel model;

    /// @param wrong called where something keeps the run from starting
    NewRunFooter(Workbench workbench, NewRunModel model, Runnable wrong) {
        this.model = model;
        getStyleClass().add("form-footer");
        var estimate = new Label();
        estimate.setId("estimate");
        estimate.setWrapText(true);
        estimate.setMinHeight(USE_PREF_SIZE);
        estimate.textProperty()
                .bind(Bindings.createStringBinding(
                        this::estimate, model.estimateProperty(), model.sweepProperty(), model.freeDiskProperty()));
        var source = new Label();
        source.getStyleClass().add("quiet");
        source.textProperty()
                .bind(model.estimateProperty()
                        .map(known -> known.map(EstimateWords::source).orElse("")));

        var check = new Button(Messages.text("newrun.check"), Icons.of(Feather.CHECK_CIRCLE));
        check.setId("check");
        check.setTooltip(new Tooltip(Messages.text("newrun.check.tooltip")));
        check.setOnAction(_ -> go(wrong, model.check()::begin));
        var copy = new Button(Messages.text("newrun.command"), Icons.of(Feather.TERMINAL));
        copy.setId("copy-command");
        copy.setTooltip(new Tooltip(Messages.text("newrun.command.tooltip")));
        copy.setOnAction(_ -> go(wrong, () -> {
            model.copyCommand();
            workbench.notices().information(Messages.text("newrun.command.copied"));
        }));
        var queue = new Button(Messages.text("newrun.enqueue"));
        queue.setId("enqueue");
        queue.setTooltip(new Tooltip(Messages.text("newrun.enqueue.tooltip")));
        queue.setOnAction(_ -> go(wrong, model::enqueue));
        var start = new Button();
        start.setId("start");
        start.textProperty()
                .bind(model.sweepProperty()
                        .map(expansion -> Messages.text(
                                "newrun.start", Math.max(1, expansion.configs().size()))));
        start.getStyleClass().add("accent");
        start.setTooltip(new Tooltip(Messages.text("newrun.start.tooltip")));
        start.setOnAction(_ -> go(wrong, model::start));
        for (Button button : new Button[] {check, copy, queue, start}) {
            button.accessibleTextProperty().bind(button.textProperty());
            button.setMinWidth(USE_PREF_SIZE);
        }
        queue.setDisable(workbench.readOnly());
        start.setDisable(workbench.readOnly());
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().setAll(estimate, source, new HBox(8, check, copy, gap, queue, start));
    }

    private void go(Runnable wrong, Runnable action) {
        if (model.form().config().isEmpty()) {
            wrong.run();
        } else {
            action.run();
        }
    }

    private String estimate() {
        int runs = Math.max(1, model.sweepProperty().get().configs().size());
        return model.estimateProperty()
                .get()
                .map(known ->
                        EstimateWords.of(known, runs, model.freeDiskProperty().get()))
                .orElseGet(() -> Messages.text(
                        "newrun.wrong", String.join(", ", model.form().wrongFields())));
    }
}
