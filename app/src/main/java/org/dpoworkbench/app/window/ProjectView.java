package org.dpoworkbench.app.window;

import java.nio.file.Path;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.ProjectViewModel;
import org.dpoworkbench.ui.Messages;

/// A project's window: its name above, its runs, the selected run's settings, and a line of what is going on.
final class ProjectView extends BorderPane {
    ProjectView(ProjectViewModel model, Path project, Appearance appearance) {
        var table = new RunTable(model);
        var detail = new RunDetail(table.getSelectionModel().selectedItemProperty());
        setTop(header(model, project, appearance));
        setCenter(center(model, project, table));
        setBottom(new VBox(detail, statusLine(model)));
        detail.visibleProperty().bind(table.visibleProperty());
        detail.managedProperty().bind(table.visibleProperty());
    }

    private static HBox header(ProjectViewModel model, Path project, Appearance appearance) {
        var name = new Label();
        name.setId("project-name");
        name.getStyleClass().add("project-name");
        name.textProperty().bind(model.nameProperty());
        name.setMinWidth(Region.USE_PREF_SIZE);
        var path = new Label(project.toAbsolutePath().normalize().toString());
        path.getStyleClass().add("project-path");
        path.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(path, Priority.ALWAYS);
        var theme = new AppearanceMenu(appearance);
        theme.setMinWidth(Region.USE_PREF_SIZE);
        var header = new HBox(name, path, theme);
        header.getStyleClass().add("project-header");
        return header;
    }

    /// The runs; where there are none, what belongs there; before the first reading, that it is being read.
    private static StackPane center(ProjectViewModel model, Path project, RunTable table) {
        var none = Bindings.isEmpty(model.runs());
        var reading = new Label(Messages.text("project.reading"));
        reading.visibleProperty()
                .bind(model.loadedProperty().not().and(model.problemProperty().isEmpty()));
        var empty = new EmptyProject(project);
        empty.visibleProperty().bind(model.loadedProperty().and(none));
        table.visibleProperty().bind(none.not());
        return new StackPane(table, empty, reading);
    }

    private static HBox statusLine(ProjectViewModel model) {
        var runs = new Label();
        runs.setId("run-count");
        runs.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text("project.runs", model.runs().size()), model.runs()));
        runs.visibleProperty().bind(model.loadedProperty());
        var underWay = new Label();
        underWay.textProperty()
                .bind(model.underWayProperty().map(count -> Messages.text("project.underWay", count.intValue())));
        underWay.visibleProperty().bind(model.underWayProperty().greaterThan(0));
        var line = new HBox(
                runs, underWay, trouble("problem", model.problemProperty()), trouble("notice", model.noticeProperty()));
        line.getStyleClass().add("status-line");
        return line;
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
