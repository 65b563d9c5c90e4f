package org.dpoworkbench.app.window;

import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.dpoworkbench.app.window.model.Numbers;
import org.dpoworkbench.app.window.model.ProjectViewModel;
import org.dpoworkbench.app.window.model.RunRow;
import org.dpoworkbench.app.window.model.RunSummary;
import org.dpoworkbench.ui.Messages;

/// The list of runs.
final class RunTable extends TableView<RunRow> {
    private static final String NUMBER = "number";

    RunTable(ProjectViewModel model) {
        super(model.runs());
        setId("runs");
        getStyleClass().add("run-table");
        setAccessibleText(Messages.text("runs.accessible"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getColumns().add(column(Messages.text("runs.column.run"), 300, TextCell.of(RunSummary::id)));
        getColumns().add(column(Messages.text("runs.column.method"), 150, TextCell.of(RunSummary::badge)));
        getColumns().add(column(Messages.text("runs.column.state"), 120, StateCell::new));
        getColumns().add(column(Messages.text("runs.column.step"), 200, StepCell::new));
        getColumns()
                .add(numbers(
                        column(Messages.text("runs.column.loss"), 120, number(RunSummary::loss, Numbers::measured))));
        getColumns()
                .add(numbers(column(
                        Messages.text("runs.column.accuracy"),
                        150,
                        number(RunSummary::heldOutAccuracy, Numbers::percent))));
    }

    private static TableColumn<RunRow, RunSummary> column(
            String title, double width, Supplier<TableCell<RunRow, RunSummary>> cell) {
        var column = new TableColumn<RunRow, RunSummary>(title);
        column.setPrefWidth(width);
        column.setMinWidth(80);
        column.setReorderable(false);
        column.setSortable(false);
        column.setCellValueFactory(features -> features.getValue().summaryProperty());
        column.setCellFactory(_ -> cell.get());
        return column;
    }

    private static TableColumn<RunRow, RunSummary> numbers(TableColumn<RunRow, RunSummary> column) {
        column.getStyleClass().add(NUMBER);
        return column;
    }

    private static Supplier<TableCell<RunRow, RunSummary>> number(
            Function<RunSummary, OptionalDouble> value, DoubleFunction<String> text) {
        return TextCell.of(summary -> {
            OptionalDouble number = value.apply(summary);
            return number.isPresent() ? text.apply(number.getAsDouble()) : Messages.text("runs.value.unknown");
        });
    }
}
