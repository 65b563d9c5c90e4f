package org.dpoworkbench.app.window.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableColumn.SortType;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.dpoworkbench.app.window.control.Unrolling;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.PairList;
import org.dpoworkbench.app.window.model.data.PairQuery;
import org.dpoworkbench.app.window.model.data.PairQuery.Column;
import org.dpoworkbench.app.window.model.data.PairRow;
import org.dpoworkbench.engine.data.PairTexts;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.text.Fate;
import org.dpoworkbench.ui.Messages;

/// The table of pairs. Its order comes from the model, which sorts in the background: the table itself
/// never sorts.
final class PairTableView extends TableView<PairRow> {
    private static final double ROW = 26;
    private static final double PIECE = 3 * ROW;
    private static final double TEXT = 120;

    /// Width of the columns that are usually in view beside the texts.
    private static final double OTHERS = 320;

    private final DataModel model;
    private boolean replacing;
    private double textWidth = TEXT;

    PairTableView(DataModel model) {
        this.model = model;
        setId("pairs");
        getStyleClass().addAll("pair-table", "dense");
        setAccessibleText(Messages.text("data.table.accessible"));
        setFixedCellSize(ROW);
        setPlaceholder(nothing());
        setTableMenuButtonVisible(true);
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        model.shownKindProperty().subscribe(this::columns);
        widthProperty().subscribe(width -> share(width.doubleValue()));
        setSortPolicy(_ -> {
            model.table().ask(query -> query.withSort(wantedSort()));
            return true;
        });
        model.table().shownProperty().subscribe(this::show);
        Unrolling.firstLines(this, PIECE);
        model.table().previews().readingsProperty().addListener(_ -> refresh());
        getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (!replacing) {
                model.look(Optional.ofNullable(row));
            }
        });
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DELETE || event.getCode() == KeyCode.BACK_SPACE) {
                toggleExcluded();
                event.consume();
            }
        });
    }

    private void columns(RecordKind kind) {
        List<TableColumn<PairRow, PairRow>> columns = new ArrayList<>();
        columns.add(number(Messages.text("data.column.line"), Column.NUMBER, row -> (int) row.number(), 44));
        columns.add(text(Messages.text("data.column.prompt"), row -> preview(row, PairTexts::prompt), TEXT));
        columns.addAll(
                switch (kind) {
                    case PAIRS ->
                        twoSides(
                                Messages.text("data.column.chosen"),
                                Messages.text("data.column.rejected"),
                                Messages.text("data.column.chosenTokens"),
                                Messages.text("data.column.rejectedTokens"));
                    case RANKINGS -> rankings();
                    case UNPAIRED -> List.of(answer(), label(), tokens());
                    case COMPLETIONS -> List.of(answer(), tokens());
                });
        columns.add(problems());
        columns.add(text(Messages.text("data.column.part"), PairTableView::part, 70));
        columns.add(number(Messages.text("data.column.promptTokens"), Column.PROMPT_LENGTH, PairRow::promptLength, 90));
        columns.add(text(Messages.text("data.column.source"), PairRow::source, 110));
        getColumns().setAll(columns);
        textWidth = TEXT;
        share(getWidth());
    }

    private List<TableColumn<PairRow, PairRow>> twoSides(
            String first, String second, String firstTokens, String secondTokens) {
        return List.of(
                text(first, row -> preview(row, PairTexts::chosen), TEXT),
                text(second, row -> preview(row, PairTexts::rejected), TEXT),
                number(firstTokens, Column.CHOSEN_LENGTH, PairRow::chosenLength, 52),
                number(secondTokens, Column.REJECTED_LENGTH, PairRow::rejectedLength, 52),
                number(Messages.text("data.column.gap"), Column.GAP, PairRow::gap, 56));
    }

    private List<TableColumn<PairRow, PairRow>> rankings() {
        List<TableColumn<PairRow, PairRow>> columns = new ArrayList<>(twoSides(
                Messages.text("data.column.best"),
                Messages.text("data.column.worst"),
                Messages.text("data.column.bestTokens"),
                Messages.text("data.column.worstTokens")));
        columns.add(2, number(Messages.text("data.column.answers"), Column.COMPLETIONS, PairRow::completions, 60));
        return columns;
    }

    private TableColumn<PairRow, PairRow> answer() {
        return text(Messages.text("data.column.answer"), row -> preview(row, PairTexts::chosen), TEXT);
    }

    private static TableColumn<PairRow, PairRow> tokens() {
        return number(Messages.text("data.column.answerTokens"), Column.ANSWER_LENGTH, PairRow::answerLength, 60);
    }

    private static TableColumn<PairRow, PairRow> label() {
        TableColumn<PairRow, PairRow> column = column(Messages.text("data.column.label"), 104);
        column.setUserData(Column.LABEL);
        column.setCellFactory(_ -> new LabelCell());
        return column;
    }

    /// Says why no record is there: none is like what is asked for, or none is read.
    private Label nothing() {
        var label = new Label();
        label.textProperty()
                .bind(Bindings.createStringBinding(
                        this::nothingText,
                        model.accountProperty(),
                        model.readingProperty(),
                        model.table().orderingProperty()));
        return label;
    }

    private String nothingText() {
        boolean ordering = model.table().orderingProperty().get();
        if (model.accountProperty().get().isPresent() && !ordering) {
            return Messages.text("data.table.none");
        }
        return ordering || model.readingProperty().get().isPresent()
                ? Messages.text("data.table.reading")
                : Messages.text("data.table.unread");
    }

    /// Leaves the selected pairs out, or takes them in again.
    void toggleExcluded() {
        if (!model.readOnly()) {
            model.toggleExcluded(List.copyOf(getSelectionModel().getSelectedItems()));
        }
    }

    /// The three texts take what the other columns leave, until the user gives them a width.
    private void share(double width) {
        boolean two = model.shownKindProperty().get().isSingle();
        double text = Math.clamp((width - OTHERS) / (two ? 2 : 3), 84, two ? 630 : 420);
        getColumns().stream()
                .filter(column -> column.getUserData() == null && column.getPrefWidth() == textWidth)
                .forEach(column -> column.setPrefWidth(text));
        textWidth = text;
    }

    /// Another list with the same pair selected, where it is in it.
    private void show(PairList list) {
        PairRow selected = getSelectionModel().getSelectedItem();
        replacing = true;
        getSelectionModel().clearSelection();
        setItems(list);
        int place = selected == null ? -1 : list.placeOf(selected);
        if (place >= 0) {
            getSelectionModel().select(place);
            getFocusModel().focus(place);
        }
        replacing = false;
        model.look(Optional.ofNullable(getSelectionModel().getSelectedItem()));
    }

    private Optional<PairQuery.Sort> wantedSort() {
        return getSortOrder().stream()
                .findFirst()
                .map(column ->
                        new PairQuery.Sort((Column) column.getUserData(), column.getSortType() == SortType.ASCENDING));
    }

    private static String part(PairRow row) {
        return switch (row.inspected().fate()) {
            case Fate.Trained _ -> Messages.text("data.part.train");
            case Fate.HeldOut _ -> Messages.text("data.part.heldOut");
            case Fate.Dropped _, Fate.Unused _ -> Messages.text("data.part.leftOut");
            case Fate.Refused _ -> Messages.text("data.part.refused");
        };
    }

    private String preview(PairRow row, Function<PairTexts, String> part) {
        return model.table().previews().of(row).map(part).orElseGet(() -> Messages.text("data.table.waiting"));
    }

    private static TableColumn<PairRow, PairRow> text(String title, Function<PairRow, String> text, double width) {
        TableColumn<PairRow, PairRow> column = column(title, width);
        column.setSortable(false);
        column.setCellFactory(_ -> new PairCell(text));
        return column;
    }

    private static TableColumn<PairRow, PairRow> number(
            String title, Column sort, ToIntFunction<PairRow> value, double width) {
        TableColumn<PairRow, PairRow> column = column(title, width);
        column.setUserData(sort);
        column.getStyleClass().add("number");
        column.setCellFactory(_ -> new PairCell(row -> {
            int number = value.applyAsInt(row);
            return number == PairRow.UNKNOWN
                    ? Messages.text("data.unknown")
                    : number < 0 ? "−" + -number : Integer.toString(number);
        }));
        return column;
    }

    private static TableColumn<PairRow, PairRow> problems() {
        TableColumn<PairRow, PairRow> column = column(Messages.text("data.column.problems"), 130);
        column.setUserData(Column.PROBLEMS);
        column.setCellFactory(_ -> new TagCell());
        return column;
    }

    private static TableColumn<PairRow, PairRow> column(String title, double width) {
        var column = new TableColumn<PairRow, PairRow>();
        column.setText(title);
        column.setPrefWidth(width);
        column.setMinWidth(36);
        column.setCellValueFactory(features -> new ReadOnlyObjectWrapper<>(features.getValue()));
        return column;
    }
}
