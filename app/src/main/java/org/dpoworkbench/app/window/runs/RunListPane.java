package org.dpoworkbench.app.window.runs;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MultipleSelectionModel;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.foreign.GuestMenu;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.RunGrouping;
import org.dpoworkbench.app.window.model.runs.RunListViewModel;
import org.dpoworkbench.app.window.model.runs.RunOrder;
import org.dpoworkbench.app.window.model.runs.RunRow;
import org.dpoworkbench.ui.Messages;

/// The list of runs with what narrows and arranges it.
final class RunListPane extends VBox {
    private final RunListViewModel model;
    private final RunsContext context;
    private final ObservableList<RunRow> items = FXCollections.observableArrayList();
    private final ListView<RunRow> list = new ListView<>(items);
    private boolean arranging;

    RunListPane(RunsContext context) {
        this.context = context;
        this.model = context.list();
        getStyleClass().add("run-list-pane");
        setMinWidth(280);
        list.setId("runs");
        list.setAccessibleText(Messages.text("runs.accessible"));
        list.setCellFactory(_ -> new RunRowCell(context));
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setPlaceholder(nothing());
        new RunListKeys(context, list).install();
        list.setContextMenu(new RunMenu(context).contextMenu());
        VBox.setVgrow(list, Priority.ALWAYS);
        getChildren().setAll(head(), arrangement(), problem(), list, new UndoBar(context));

        model.rows().addListener((ListChangeListener<RunRow>) _ -> arrange());
        list.getSelectionModel().getSelectedItems().addListener((ListChangeListener<RunRow>) _ -> selected());
        context.runs().selectedProperty().subscribe(this::select);
        arrange();
    }

    /// Takes over the model's lines, the selection with them.
    private void arrange() {
        arranging = true;
        items.setAll(model.rows());
        MultipleSelectionModel<RunRow> selection = list.getSelectionModel();
        selection.clearSelection();
        for (RunItem run : List.copyOf(model.selection())) {
            selection.select(new RunRow.Run(run));
        }
        arranging = false;
        if (selection.isEmpty()) {
            items.stream().filter(RunRow.Run.class::isInstance).findFirst().ifPresent(selection::select);
        }
        selected();
    }

    private void selected() {
        if (arranging) {
            return;
        }
        List<RunItem> runs = list.getSelectionModel().getSelectedItems().stream()
                .flatMap(row -> row instanceof RunRow.Run run
                        ? Optional.of(run.item()).stream()
                        : Optional.<RunItem>empty().stream())
                .toList();
        if (!runs.equals(model.selection())) {
            model.selection().setAll(runs);
        }
        RunItem first = list.getSelectionModel().getSelectedItem() instanceof RunRow.Run run ? run.item() : null;
        if (first != null || runs.isEmpty()) {
            context.runs().selectedProperty().set(first);
        }
    }

    /// A run that was selected elsewhere.
    private void select(RunItem run) {
        if (run != null && !arranging && !model.selection().contains(run)) {
            var row = new RunRow.Run(run);
            if (items.contains(row)) {
                list.getSelectionModel().clearAndSelect(items.indexOf(row));
                list.scrollTo(row);
            }
        }
    }

    private Label nothing() {
        var nothing = new Label(Messages.text("runs.filter.nothing"));
        nothing.visibleProperty().bind(model.filterProperty().map(filter -> !filter.isBlank()));
        return nothing;
    }

    private HBox head() {
        TextField filter = filter();
        HBox.setHgrow(filter, Priority.ALWAYS);
        var head = new HBox(filter, GuestMenu.button(context.workbench().guests()));
        head.getStyleClass().add("head");
        return head;
    }

    private TextField filter() {
        var filter = new TextField();
        filter.setId("run-filter");
        filter.setPromptText(Messages.text("runs.filter.prompt"));
        filter.setAccessibleText(Messages.text("runs.filter.accessible"));
        filter.setTooltip(new Tooltip(Messages.text("runs.filter.help")));
        filter.textProperty().bindBidirectional(model.filterProperty());
        return filter;
    }

    private HBox arrangement() {
        ComboBox<RunOrder> order = choice(RunOrder.values(), RunOrder::title, Messages.text("runs.order.accessible"));
        order.setId("run-order");
        order.valueProperty().bindBidirectional(model.orderProperty());
        ComboBox<RunGrouping> grouping =
                choice(RunGrouping.values(), RunGrouping::title, Messages.text("runs.group.accessible"));
        grouping.setId("run-grouping");
        grouping.valueProperty().bindBidirectional(model.groupingProperty());
        var box = new HBox(order, grouping);
        box.getStyleClass().add("arrangement");
        return box;
    }

    private static <T> ComboBox<T> choice(T[] values, Function<T, String> title, String accessibleText) {
        var choice = new ComboBox<T>(FXCollections.observableArrayList(values));
        choice.setConverter(new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : title.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException(text); // the box is not editable
            }
        });
        choice.setAccessibleText(accessibleText);
        choice.setTooltip(new Tooltip(accessibleText));
        choice.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(choice, Priority.ALWAYS);
        return choice;
    }

    private Label problem() {
        var problem = new Label();
        problem.getStyleClass().add("problem");
        problem.setWrapText(true);
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(problem.textProperty().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        return problem;
    }
}
