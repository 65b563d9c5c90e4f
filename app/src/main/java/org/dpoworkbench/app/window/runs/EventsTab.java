package org.dpoworkbench.app.window.runs;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.dpoworkbench.app.window.model.runs.RunEvents;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.ui.Messages;

/// Warnings, alarms and checkpoints of the selected run; choosing one moves the marker to its step.
final class EventsTab extends TableView<RunEvents.Line> {
    private static final PseudoClass ALARM = PseudoClass.getPseudoClass("alarm");

    EventsTab(RunsContext context) {
        setId("events");
        getStyleClass().addAll(Styles.DENSE, "events");
        setAccessibleText(Messages.text("runs.events.accessible"));
        setPlaceholder(new Label(Messages.text("runs.events.none")));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
        TableColumn<RunEvents.Line, String> message =
                column(Messages.text("runs.events.message"), 400, RunEvents.Line::message);
        message.setCellFactory(_ -> new MessageCell());
        TableColumn<RunEvents.Line, String> step =
                column(Messages.text("runs.events.step"), 70, line -> Integer.toString(line.step()));
        step.setMaxWidth(90);
        TableColumn<RunEvents.Line, String> code = column(Messages.text("runs.events.kind"), 110, RunEvents.Line::code);
        code.setMaxWidth(150);
        getColumns().setAll(List.of(step, code, message));
        setRowFactory(_ -> new TableRow<>() {
            @Override
            protected void updateItem(RunEvents.Line line, boolean empty) {
                super.updateItem(line, empty);
                pseudoClassStateChanged(ALARM, !empty && line != null && line.alarm());
            }
        });
        getSelectionModel().selectedItemProperty().subscribe(line -> {
            if (line != null) {
                context.workbench().marker().moveTo(line.step());
            }
        });
        context.runs()
                .selectedProperty()
                .flatMap(run -> run.curvesProperty())
                .orElse(RunCurves.EMPTY)
                .map(RunEvents::of)
                .subscribe(lines -> {
                    if (!lines.equals(getItems())) {
                        getItems().setAll(lines);
                    }
                });
    }

    private static TableColumn<RunEvents.Line, String> column(
            String title, double width, Function<RunEvents.Line, String> text) {
        var column = new TableColumn<RunEvents.Line, String>(title);
        column.setCellValueFactory(line -> new ReadOnlyStringWrapper(text.apply(line.getValue())));
        column.setPrefWidth(width);
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    /// Long messages are whole in the tooltip.
    private static final class MessageCell extends TableCell<RunEvents.Line, String> {
        @Override
        protected void updateItem(String message, boolean empty) {
            super.updateItem(message, empty);
            setText(empty ? null : message);
            if (empty || message == null) {
                setTooltip(null);
                return;
            }
            var tooltip = new Tooltip(message);
            tooltip.setWrapText(true);
            tooltip.setMaxWidth(520);
            setTooltip(tooltip);
        }
    }
}
