package org.dpoworkbench.app.window.runs;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.dpoworkbench.app.window.control.MetricLink;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.ComparisonViewModel;
import org.dpoworkbench.app.window.model.runs.FinalValues;
import org.dpoworkbench.ui.Messages;

/// Final values of the selected runs side by side.
final class ValuesTab extends TableView<ValuesTab.Row> {
    private final RunsContext context;
    private final ComparisonViewModel model;

    /// A heading, or a metric of all runs.
    ///
    /// @param line absent: a heading
    record Row(String heading, Optional<FinalValues.Line> line) {}

    ValuesTab(RunsContext context) {
        this.context = context;
        this.model = context.comparison();
        setId("run-values");
        setFixedCellSize(26);
        getStyleClass().addAll(Styles.DENSE, "values-table");
        setAccessibleText(Messages.text("runs.values.accessible"));
        setPlaceholder(new Label(Messages.text("runs.values.none")));
        model.runs().addListener((InvalidationListener) _ -> columns());
        model.values().addListener((InvalidationListener) _ -> rows());
        columns();
        rows();
    }

    private void rows() {
        List<Row> rows = new ArrayList<>();
        Optional<FinalValues.Group> group = Optional.empty();
        for (FinalValues.Line line : model.values()) {
            if (!group.equals(Optional.of(line.group()))) {
                group = Optional.of(line.group());
                rows.add(new Row(line.group().title(), Optional.empty()));
            }
            rows.add(new Row("", Optional.of(line)));
        }
        getItems().setAll(rows);
    }

    private void columns() {
        var metric = new TableColumn<Row, Row>(Messages.text("runs.values.metric"));
        metric.setPrefWidth(240);
        metric.setSortable(false);
        metric.setReorderable(false);
        metric.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        metric.setCellFactory(_ -> new MetricCell());
        List<TableColumn<Row, ?>> columns = new ArrayList<>(List.of(metric));
        for (int i = 0; i < model.runs().size(); i++) {
            columns.add(column(model.runs().get(i), i));
        }
        getColumns().setAll(columns); // at once: with each change the table makes all its cells anew
    }

    private TableColumn<Row, Row> column(RunItem run, int index) {
        var column = new TableColumn<Row, Row>();
        column.setGraphic(new RunColumnHeader(context, run));
        column.setPrefWidth(index == 0 ? 210 : 340);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new ValueCell(index));
        return column;
    }

    private static final class MetricCell extends TableCell<Row, Row> {
        @Override
        protected void updateItem(Row row, boolean empty) {
            super.updateItem(row, empty);
            boolean heading = !empty && row != null && row.line().isEmpty();
            setText(heading ? row.heading() : null);
            setGraphic(empty || row == null || heading ? null : link(row.line().orElseThrow()));
            getStyleClass().remove("heading");
            if (heading) {
                getStyleClass().add("heading");
            }
        }

        private static Node link(FinalValues.Line line) {
            var link = new MetricLink(line.metric());
            link.setFocusTraversable(false); // the table has the focus; the link is for the mouse
            return link;
        }
    }

    /// The table makes a cell for each run, and takes those out of sight away when it lays their row out: only what is
    /// laid out gets contents, since with fifty runs their styles would hold the window.
    private static final class ValueCell extends TableCell<Row, Row> {
        private final int index;
        private Optional<FinalValues.Cell> cell = Optional.empty();
        private boolean inSight;
        private final Label value = new Label();
        private final Label interval = new Label();
        private final Label difference = new Label();
        private final HBox box = new HBox();

        ValueCell(int index) {
            this.index = index;
            box.getStyleClass().add("value-cell");
            value.getStyleClass().add("value");
            interval.getStyleClass().add("quiet");
            difference.getStyleClass().add("difference");
            value.setMinWidth(Region.USE_PREF_SIZE);
        }

        @Override
        protected void updateItem(Row row, boolean empty) {
            super.updateItem(row, empty);
            cell = empty || row == null
                    ? Optional.empty()
                    : row.line()
                            .filter(line -> index < line.cells().size())
                            .map(line -> line.cells().get(index));
            if (inSight) {
                show();
            }
        }

        @Override
        protected void layoutChildren() {
            if (!inSight) {
                inSight = true;
                show();
            }
            super.layoutChildren();
        }

        /// A cell that is asked for its width alone, as where a column is fitted to its contents, is never laid out.
        @Override
        protected double computePrefWidth(double height) {
            if (!inSight) {
                inSight = true;
                show();
            }
            return super.computePrefWidth(height);
        }

        private void show() {
            setGraphic(cell.isPresent() ? box : null);
            cell.ifPresent(this::show);
        }

        private void show(FinalValues.Cell cell) {
            value.setText(cell.value());
            interval.setText(cell.interval());
            difference.setText(cell.difference());
            box.getChildren()
                    .setAll(Stream.of(value, interval, difference)
                            .filter(label -> !label.getText().isEmpty())
                            .toList());
            setAccessibleText(String.join(" ", cell.value(), cell.interval(), cell.difference()));
        }
    }
}
