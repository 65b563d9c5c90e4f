package org.dpoworkbench.app.window.shell;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.ui.Messages;

/// The line at the foot: what is going on.
final class StatusLine extends HBox {
    StatusLine(Workbench workbench) {
        getStyleClass().add("status-line");
        RunList list = workbench.runs();
        var runs = new Label();
        runs.setId("run-count");
        runs.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text("project.runs", list.runs().size()), list.runs()));
        runs.visibleProperty().bind(list.loadedProperty());
        var underWay = new Label();
        underWay.textProperty()
                .bind(list.underWayProperty().map(count -> Messages.text("project.underWay", count.intValue())));
        underWay.visibleProperty().bind(list.underWayProperty().greaterThan(0));
        getChildren().setAll(runs, underWay, trouble("problem", list.problemProperty()));
    }

    private static Label trouble(String id, ReadOnlyStringProperty text) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add("problem");
        label.setWrapText(true);
        label.textProperty().bind(text);
        label.visibleProperty().bind(text.isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }
}
