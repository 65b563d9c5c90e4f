package org.dpoworkbench.app.window.runs;

import atlantafx.base.theme.Styles;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.run.RunList;
import org.dpoworkbench.app.window.model.run.RunSummary;
import org.dpoworkbench.ui.Messages;

/// The list of runs.
final class RunTable extends TableView<RunItem> {
    /// Style class of a column of numbers, which stand flush right.
    private static final String NUMBER = "number";

    RunTable(RunList model) {
        super(model.runs());
        setId("runs");
        getStyleClass().addAll("run-table", Styles.DENSE);
        setAccessibleText(Messages.text("runs.accessible"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        getColumns().add(column("run", Messages.text("runs.column.run"), 285, TextCell.of(RunSummary::id)));
        getColumns().add(column("method", Messages.text("runs.column.method"), 150, TextCell.of(RunSummary::badge)));
        getColumns().add(column("state", Messages.text("runs.column.state"), 120, StateCell::new));
        getColumns().add(column("step", Messages.text("runs.column.step"), 170, StepCell::new));
        getColumns()
                .add(column(
                        NUMBER,
                        Messages.text("runs.column.loss"),
                        110,
                        number(RunSummary::loss, loss -> Numbers.significant(loss, 4))));
        getColumns()
                .add(column(
                        NUMBER,
                        Messages.text("runs.column.accuracy"),
                        165,
                        number(RunSummary::heldOutAccuracy, Numbers::percent)));
        visibleProperty().subscribe(visible -> {
            if (visible) {
                requestFocus();
            }
        });
    }

    private static TableColumn<RunItem, RunSummary> column(
            String style, String title, double width, Supplier<TableCell<RunItem, RunSummary>> cell) {
        var column = new TableColumn<RunItem, RunSummary>(title);
        column.getStyleClass().add(style);
        column.setPrefWidth(width);
        column.setMinWidth(width / 2);
        column.setReorderable(false);
        column.setSortable(false);
        column.setCellValueFactory(features -> features.getValue().summaryProperty());
        column.setCellFactory(_ -> cell.get());
        return column;
    }

    private static Supplier<TableCell<RunItem, RunSummary>> number(
            Function<RunSummary, OptionalDouble> value, DoubleFunction<String> text) {
        return TextCell.of(summary -> {
            OptionalDouble number = value.apply(summary);
            return number.isPresent() ? text.apply(number.getAsDouble()) : Messages.text("runs.value.unknown");
        });
    }
}
