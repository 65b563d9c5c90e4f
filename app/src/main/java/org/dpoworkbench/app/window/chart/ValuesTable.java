package org.dpoworkbench.app.window.chart;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.app.window.control.MetricLink;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.chart.MarkerTable;
import org.dpoworkbench.app.window.model.chart.MarkerTable.Cell;
import org.dpoworkbench.app.window.model.chart.MarkerTable.Column;
import org.dpoworkbench.app.window.model.chart.MarkerTable.Row;
import org.dpoworkbench.engine.metric.Metric;
import org.dpoworkbench.ui.Messages;

/// The values of all shown runs at the marker.
final class ValuesTable extends TableView<Row> {
    private static final double METRIC_WIDTH = 170;
    private static final double VALUE_WIDTH = 128;

    private final ChartRoom room;
    private List<String> runs = List.of();

    ValuesTable(ChartRoom room) {
        this.room = room;
        setId("chart-values");
        getStyleClass().addAll("values-table", Styles.DENSE);
        setAccessibleText(Messages.text("chart.values.accessible"));
        setPlaceholder(new Label(Messages.text("chart.values.none")));
        var metric = new TableColumn<Row, Row>(Messages.text("chart.values.metric"));
        metric.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        metric.setCellFactory(_ -> new MetricCell());
        metric.setPrefWidth(METRIC_WIDTH);
        metric.setSortable(false);
        metric.setReorderable(false);
        getColumns().add(metric);
    }

    void update() {
        MarkerTable table = room.marker().table();
        List<String> now =
                table.runs().stream().map(column -> column.run().id()).toList();
        if (!now.equals(runs)) {
            runs = now;
            getColumns().remove(1, getColumns().size());
            for (int i = 0; i < now.size(); i++) {
                getColumns().add(column(i));
            }
        }
        for (int i = 0; i < table.runs().size(); i++) {
            ((Head) getColumns().get(i + 1).getGraphic())
                    .show(table.runs().get(i), room.marker().step());
        }
        if (getItems().size() == table.rows().size()) {
            for (int i = 0; i < table.rows().size(); i++) {
                getItems().set(i, table.rows().get(i));
            }
        } else {
            getItems().setAll(table.rows());
        }
    }

    private TableColumn<Row, Cell> column(int index) {
        var column = new TableColumn<Row, Cell>();
        column.getStyleClass().add("number");
        column.setPrefWidth(VALUE_WIDTH);
        column.setSortable(false);
        column.setReorderable(false);
        column.setGraphic(new Head());
        column.setCellValueFactory(features ->
                new ReadOnlyObjectWrapper<>(features.getValue().cells().get(index)));
        column.setCellFactory(_ -> new ValueCell());
        return column;
    }

    /// The run above its values, and where the marker stands in it.
    private final class Head extends VBox {
        private final Label name = new Label();
        private final Label step = new Label();
        private Optional<RunLook> look = Optional.empty();

        Head() {
            getStyleClass().add("values-head");
            step.getStyleClass().add("chart-unit");
            getChildren().setAll(name, step);
        }

        void show(Column column, OptionalInt marked) {
            name.setText(column.run().label());
            if (!look.equals(Optional.of(column.run().look()))) {
                look = Optional.of(column.run().look());
                name.setGraphic(new RunMark(column.run().look(), room.themeValue()));
            }
            step.setText(
                    marked.isEmpty()
                            ? Messages.text(
                                    "chart.values.newest",
                                    Integer.toString(column.run().curves().lastStep()))
                            : column.step().isPresent()
                                    ? Messages.text(
                                            "chart.values.step",
                                            Integer.toString(column.step().getAsInt()))
                                    : Messages.text("chart.values.never"));
        }
    }

    /// The metric's name, which opens its definition.
    private static final class MetricCell extends TableCell<Row, Row> {
        @Override
        protected void updateItem(Row row, boolean empty) {
            Row before = getItem();
            super.updateItem(row, empty);
            if (empty || row == null) {
                setText(null);
                setGraphic(null);
            } else if (before == null || getGraphic() == null || !before.label().equals(row.label())) {
                Optional<Metric> metric = row.metric();
                setText(metric.isPresent() ? null : row.label());
                setGraphic(metric.map(m -> link(m, row.label())).orElse(null));
            }
        }

        private static MetricLink link(Metric metric, String label) {
            var link = new MetricLink(metric);
            link.setText(label);
            link.setFocusTraversable(false);
            return link;
        }
    }

    /// A number with its unit, and the step at which it was taken where that is another.
    private static final class ValueCell extends TableCell<Row, Cell> {
        @Override
        protected void updateItem(Cell cell, boolean empty) {
            super.updateItem(cell, empty);
            if (empty || cell == null) {
                setText(null);
            } else if (cell.taken().isPresent()) {
                setText(Messages.text(
                        "chart.values.taken",
                        cell.text(),
                        Integer.toString(cell.taken().getAsInt())));
            } else {
                setText(cell.text());
            }
        }
    }
}
