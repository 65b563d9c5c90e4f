package org.dpoworkbench.app.window.runs;

import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.ui.Messages;

/// How far a run is: `412 / 1000` and a bar.
final class StepCell extends TableCell<RunItem, RunSummary> {
    private final Label steps = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final HBox box = new HBox(bar, steps);

    StepCell() {
        box.getStyleClass().add("step-cell");
        steps.setMinWidth(Region.USE_PREF_SIZE);
        bar.setMinWidth(40);
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
    }

    @Override
    protected void updateItem(RunSummary summary, boolean empty) {
        super.updateItem(summary, empty);
        if (empty || summary == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        String unknown = Messages.text("runs.value.unknown");
        String total = summary.totalSteps() > 0 ? Integer.toString(summary.totalSteps()) : unknown;
        bar.setVisible(summary.progress().isPresent());
        bar.setProgress(summary.progress().orElse(0));
        steps.setText(summary.state().isEmpty() ? unknown : summary.step() + " / " + total);
        setAccessibleText(Messages.text("runs.step.accessible", Integer.toString(summary.step()), total));
        setGraphic(box);
    }
}
