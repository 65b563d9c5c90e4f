package org.dpoworkbench.app.window.runs;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.RunNames;

/// A run at the head of a table's column: its mark and its label.
final class RunColumnHeader extends HBox {
    RunColumnHeader(RunsContext context, RunItem run) {
        getStyleClass().add("run-column");
        var label = new Label(run.label());
        label.setTooltip(new Tooltip(RunNames.of(run)));
        getChildren().setAll(new RunMark(run.look(), context.place().theme()), label);
    }
}
