package org.dpoworkbench.app.window.runs;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.RunNames;
import org.dpoworkbench.ui.Messages;

/// The selected run's name: a label that becomes a field for writing. Enter keeps what was written, Escape does not.
final class RunNameEditor extends StackPane {
    private final RunsContext context;
    private final Label label = new Label();
    private final TextField field = new TextField();

    RunNameEditor(RunsContext context) {
        this.context = context;
        getStyleClass().add("run-name");
        label.setId("run-name");
        label.setMaxWidth(Double.MAX_VALUE);
        label.setTooltip(new Tooltip(Messages.text("runs.name.tooltip")));
        label.setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                edit();
            }
        });
        field.setId("run-name-field");
        field.setAccessibleText(Messages.text("runs.name.accessible"));
        field.setVisible(false);
        field.setOnAction(_ -> keep());
        field.setOnKeyPressed(key -> {
            if (key.getCode() == KeyCode.ESCAPE) {
                close();
                key.consume();
            }
        });
        field.focusedProperty().subscribe(focused -> {
            if (!focused && field.isVisible()) {
                keep();
            }
        });
        setMinWidth(0);
        getChildren().setAll(label, field);
        context.runs().selectedProperty().flatMap(RunItem::nameProperty).subscribe(_ -> close());
        context.runs().selectedProperty().subscribe(_ -> close());
        context.wishes().onRename(this::edit);
    }

    private void edit() {
        RunItem run = context.runs().selectedProperty().get();
        if (run != null) {
            field.setText(RunNames.of(run));
            field.setVisible(true);
            label.setVisible(false);
            field.requestFocus();
            field.selectAll();
        }
    }

    private void keep() {
        RunItem run = context.runs().selectedProperty().get();
        field.setVisible(false);
        if (run != null) {
            RunNames.rename(run, field.getText());
        }
        close();
    }

    private void close() {
        RunItem run = context.runs().selectedProperty().get();
        field.setVisible(false);
        label.setVisible(true);
        label.setText(run == null ? "" : RunNames.of(run));
    }
}
