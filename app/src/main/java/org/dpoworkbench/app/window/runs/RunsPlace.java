package org.dpoworkbench.app.window.runs;

import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.ui.Messages;

/// The place *Runs*: the list of runs; their curves.
public final class RunsPlace extends BorderPane {
    public RunsPlace(PlaceContext context) {
        setId("runs-place");
        RunList runs = context.workbench().runs();
        var table = new RunTable(runs);
        var detail = new RunDetail(table.getSelectionModel().selectedItemProperty());
        var none = Bindings.isEmpty(runs.runs());
        var reading = new Label(Messages.text("project.reading"));
        reading.visibleProperty()
                .bind(runs.loadedProperty().not().and(runs.problemProperty().isEmpty()));
        var empty = new EmptyProject(context.workbench().folder());
        empty.visibleProperty().bind(runs.loadedProperty().and(none));
        table.visibleProperty().bind(none.not());
        setCenter(new StackPane(table, empty, reading));
        setBottom(detail);
    }
}
