package org.dpoworkbench.app.window.samples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.Pulses;
import org.dpoworkbench.app.window.model.samples.SampleColumn;
import org.dpoworkbench.app.window.model.samples.SampleGrid;
import org.dpoworkbench.app.window.model.samples.SamplesViewModel;
import org.dpoworkbench.ui.Messages;

/// Prompts down, models across.
final class SampleTable extends TableView<String> {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final double PROMPT_WIDTH = 170;
    private static final double LEAST_WIDTH = 210;
    private static final int IN_VIEW = 16;

    private final SamplesViewModel model;
    private final PlaceContext context;
    private final Map<SampleColumn, ColumnHead> heads = new HashMap<>();

    private boolean filling;

    SampleTable(SamplesViewModel model, PlaceContext context) {
        this.model = model;
        this.context = context;
        setId("samples");
        getStyleClass().add("sample-table");
        setAccessibleText(Messages.text("samples.table.accessible"));
        setPlaceholder(new Label(Messages.text("samples.table.empty")));
        getSelectionModel().setCellSelectionEnabled(true);
        model.gridProperty().subscribe(this::show);
        model.listed().addListener((InvalidationListener) _ -> list());
        list();
        model.differencesProperty().subscribe(_ -> refresh());
        model.rewardProperty().subscribe(_ -> refresh());
        context.workbench().marker().stepProperty().subscribe(_ -> mark());
        widthProperty().subscribe(_ -> share());
        setOnKeyPressed(event -> {
            if (COPY.match(event)) {
                copy();
                event.consume();
            }
        });
    }

    /// The first rows come one in each pulse: texts in many styles are dear to lay out, and the table does it with
    /// more rows than it shows, to guess the height of all.
    private void list() {
        if (!filling && getItems().isEmpty()) {
            filling = true;
            Pulses.later(this::fill);
        } else if (!filling) {
            getItems().setAll(model.listed());
        }
    }

    private void fill() {
        List<String> listed = model.listed();
        int there = getItems().size();
        if (there > listed.size() || !getItems().equals(listed.subList(0, there))) {
            getItems().setAll(listed);
        } else if (there < listed.size()) {
            int next = there < IN_VIEW ? there + 1 : listed.size();
            getItems().addAll(listed.subList(there, next));
        }
        filling = getItems().size() < listed.size();
        if (filling) {
            Pulses.later(this::fill);
        }
    }

    private void show(SampleGrid grid) {
        heads.clear();
        var prompt = new TableColumn<String, String>(Messages.text("samples.column.prompt"));
        prompt.setPrefWidth(PROMPT_WIDTH);
        prompt.setReorderable(false);
        prompt.setSortable(false);
        prompt.setCellValueFactory(features -> new ReadOnlyStringWrapper(features.getValue()));
        prompt.setCellFactory(_ -> new PromptCell());
        List<TableColumn<String, String>> columns = new ArrayList<>(List.of(prompt));
        grid.columns().forEach(answers -> columns.add(column(answers)));
        getColumns().setAll(columns); // at once: the table makes its cells anew with every change
        share();
        mark();
    }

    private TableColumn<String, String> column(SampleColumn answers) {
        var column = new TableColumn<String, String>();
        var head = new ColumnHead(answers, context);
        heads.put(answers, head);
        column.setGraphic(head);
        column.setUserData(answers);
        column.setReorderable(false);
        column.setSortable(false);
        column.setMinWidth(LEAST_WIDTH / 2);
        column.setCellValueFactory(features -> new ReadOnlyStringWrapper(features.getValue()));
        column.setCellFactory(_ -> new AnswerCell(model, answers));
        return column;
    }

    /// The answers share the room that the prompts leave.
    private void share() {
        int answers = getColumns().size() - 1;
        if (answers > 0 && getWidth() > 0) {
            double each = Math.max(LEAST_WIDTH, (getWidth() - PROMPT_WIDTH - 18) / answers);
            List<TableColumn<String, ?>> others = getColumns().stream()
                    .skip(1)
                    .filter(column -> column.getPrefWidth() != each)
                    .toList();
            others.forEach(column -> column.setPrefWidth(each));
            if (!others.isEmpty()) {
                refresh(); // the answers break into other lines
            }
        }
    }

    private void mark() {
        heads.forEach((column, head) -> head.mark(model.isMarked(column)));
    }

    private void copy() {
        getSelectionModel().getSelectedCells().stream().findFirst().ifPresent(position -> {
            if (position.getTableColumn() != null
                    && position.getTableColumn().getUserData() instanceof SampleColumn column) {
                model.copy(column, getItems().get(position.getRow()));
            }
        });
    }
}
