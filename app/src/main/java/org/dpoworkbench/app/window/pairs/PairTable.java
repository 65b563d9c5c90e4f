package org.dpoworkbench.app.window.pairs;

import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.control.Unrolling;
import org.dpoworkbench.app.window.model.pairs.PairRow;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.ui.Messages;

/// The pairs of a run as lines. Its selection and the clouds' are one.
final class PairTable extends TableView<PairRow> {
    private static final PseudoClass HOVERED = PseudoClass.getPseudoClass("pointed");
    private static final int MOST_SELECTED = 2000;
    private static final double PIECE = 60;

    private final PairsViewModel model;

    PairTable(PairsViewModel model) {
        this.model = model;
        setId("pair-table");
        getStyleClass().addAll("pair-table", Styles.DENSE);
        setAccessibleText(Messages.text("pairs.table.accessible"));
        setPlaceholder(new Label(Messages.text("pairs.table.empty")));
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        columns();
        var sorted = new SortedList<>(model.listed());
        sorted.comparatorProperty().bind(comparatorProperty());
        setItems(sorted);
        Unrolling.firstLines(this, PIECE);
        setRowFactory(_ -> new Line());
        // Not at every change of the selection: making the lines anew clears it, and that is nobody's wish.
        addEventFilter(MouseEvent.MOUSE_CLICKED, _ -> tell());
        addEventHandler(KeyEvent.KEY_RELEASED, _ -> tell());
        model.selectedProperty().subscribe(_ -> follow());
        sorted.addListener((ListChangeListener<PairRow>) _ -> follow());
        setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.M && !event.isShortcutDown()) {
                model.mark(model.selected());
                event.consume();
            }
        });
    }

    /// The lines in the order in view.
    List<PairRow> inOrder() {
        return List.copyOf(getItems());
    }

    private void columns() {
        getColumns().add(marks());
        getColumns()
                .add(text(
                        Messages.text("pairs.column.id"),
                        Messages.text("pairs.column.id.tip"),
                        84,
                        PairTable::shortId));
        number(
                Messages.text("pairs.column.margin"),
                Messages.text("pairs.column.margin.tip"),
                2,
                row -> row.numbers().margin());
        number(
                Messages.text("pairs.column.marginMean"),
                Messages.text("pairs.column.marginMean.tip"),
                3,
                row -> row.numbers().marginPerToken());
        number(
                Messages.text("pairs.column.chosen"),
                Messages.text("pairs.column.chosen.tip"),
                2,
                row -> row.numbers().chosenLogRatio());
        number(
                Messages.text("pairs.column.rejected"),
                Messages.text("pairs.column.rejected.tip"),
                2,
                row -> row.numbers().rejectedLogRatio());
        number(
                Messages.text("pairs.column.chosenMean"),
                Messages.text("pairs.column.chosenMean.tip"),
                3,
                row -> row.numbers().chosenLogRatioPerToken());
        number(
                Messages.text("pairs.column.rejectedMean"),
                Messages.text("pairs.column.rejectedMean.tip"),
                3,
                row -> row.numbers().rejectedLogRatioPerToken());
        number(
                Messages.text("pairs.column.chosenLength"),
                Messages.text("pairs.column.chosenLength.tip"),
                0,
                row -> row.numbers().chosenLength());
        number(
                Messages.text("pairs.column.rejectedLength"),
                Messages.text("pairs.column.rejectedLength.tip"),
                0,
                row -> row.numbers().rejectedLength());
        number(Messages.text("pairs.column.gap"), Messages.text("pairs.column.gap.tip"), 0, PairRow::gap);
        number(Messages.text("pairs.column.weight"), Messages.text("pairs.column.weight.tip"), 3, PairRow::weight);
        getColumns()
                .add(text(
                        Messages.text("pairs.column.flips"),
                        Messages.text("pairs.column.flips.tip"),
                        80,
                        PairTable::flips));
        getColumns()
                .add(text(
                        Messages.text("pairs.column.source"),
                        Messages.text("pairs.column.source.tip"),
                        110,
                        PairRow::source));
    }

    /// Enough of the hash to find it again; a search knows all of it.
    private static String shortId(PairRow row) {
        return row.id().substring(0, Math.min(8, row.id().length()));
    }

    private static String flips(PairRow row) {
        if (row.sinceFirst() && row.betweenRuns()) {
            return Messages.text("pairs.flips.both");
        }
        if (row.sinceFirst()) {
            return Messages.text("pairs.flips.first");
        }
        return row.betweenRuns() ? Messages.text("pairs.flips.runs") : "";
    }

    private TableColumn<PairRow, String> marks() {
        var column = new TableColumn<PairRow, String>();
        var head = new Label("★");
        head.setAccessibleText(Messages.text("pairs.column.marked"));
        head.setTooltip(new Tooltip(Messages.text("pairs.column.marked")));
        column.setGraphic(head);
        column.setPrefWidth(30);
        column.setReorderable(false);
        column.setCellValueFactory(features -> model.marks()
                .markedProperty()
                .map(marked -> marked.contains(features.getValue().id()) ? "★" : ""));
        return column;
    }

    private static TableColumn<PairRow, String> text(
            String title, String tip, double width, Function<PairRow, String> value) {
        var column = new TableColumn<PairRow, String>();
        head(column, title, tip);
        column.setPrefWidth(width);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(value.apply(features.getValue())));
        return column;
    }

    private void number(String title, String tip, int decimals, ToDoubleFunction<PairRow> value) {
        var column = new TableColumn<PairRow, Double>();
        head(column, title, tip);
        column.getStyleClass().add("number");
        column.setPrefWidth(64);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(value.applyAsDouble(features.getValue())));
        column.setCellFactory(_ -> new TableCell<>() {
            @Override
            protected void updateItem(Double number, boolean empty) {
                super.updateItem(number, empty);
                setText(empty || number == null ? null : Numbers.fixed(number, decimals));
            }
        });
        getColumns().add(column);
    }

    private static void head(TableColumn<PairRow, ?> column, String title, String tip) {
        var head = new Label(title);
        head.setTooltip(new Tooltip(tip));
        column.setGraphic(head);
        column.setReorderable(false);
    }

    /// The user may have selected lines.
    private void tell() {
        List<String> now = chosen();
        if (!Set.copyOf(now).equals(listedOf(model.selected()))) {
            model.select(now);
        }
    }

    private List<String> chosen() {
        return getSelectionModel().getSelectedItems().stream()
                .filter(row -> row != null)
                .map(PairRow::id)
                .toList();
    }

    /// Those that the filter lets through.
    private Set<String> listedOf(Set<String> ids) {
        return getItems().stream().map(PairRow::id).filter(ids::contains).collect(Collectors.toSet());
    }

    /// Selects what the clouds selected, or what was selected before the lines were made anew.
    private void follow() {
        Set<String> wanted = model.selected();
        if (Set.copyOf(chosen()).equals(wanted)) {
            return;
        }
        getSelectionModel().clearSelection();
        int[] lines = wanted.size() > MOST_SELECTED ? new int[0] : lines(wanted);
        if (lines.length > 0) {
            getSelectionModel().selectIndices(lines[0], lines);
            scrollTo(lines[0]);
        }
    }

    private int[] lines(Set<String> ids) {
        Map<String, Integer> at = new HashMap<>();
        IntStream.range(0, getItems().size())
                .filter(i -> ids.contains(getItems().get(i).id()))
                .forEach(i -> at.putIfAbsent(getItems().get(i).id(), i));
        return ids.stream().filter(at::containsKey).mapToInt(at::get).sorted().toArray();
    }

    /// A line that lights up with its dot.
    private final class Line extends TableRow<PairRow> {
        Line() {
            hoverProperty().subscribe(inside -> {
                if (!isEmpty() && inside) {
                    model.hoveredProperty().set(Optional.of(getItem().id()));
                } else if (!inside && isPointed(model.hoveredProperty().get())) {
                    model.hoveredProperty().set(Optional.empty());
                }
            });
            model.hoveredProperty().subscribe(id -> pseudoClassStateChanged(HOVERED, isPointed(id)));
            itemProperty()
                    .subscribe(_ -> pseudoClassStateChanged(
                            HOVERED, isPointed(model.hoveredProperty().get())));
        }

        private boolean isPointed(Optional<String> id) {
            return getItem() != null && id.equals(Optional.of(getItem().id()));
        }
    }
}
