package org.dpoworkbench.app.window.runs;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.CheckBoxTableCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.runs.CheckpointLine;
import org.dpoworkbench.app.window.model.runs.CheckpointsViewModel;
import org.dpoworkbench.app.window.model.runs.FolderSize;
import org.dpoworkbench.app.window.model.runs.PrunePlan;
import org.dpoworkbench.app.window.model.runs.StartingPoint;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The selected run's checkpoints: what each takes and is worth, which of them go, and a new run from one.
final class CheckpointsTab extends BorderPane {
    private final RunsContext context;
    private final CheckpointsViewModel model;
    private final TableView<CheckpointLine> table = new TableView<>();

    CheckpointsTab(RunsContext context) {
        this.context = context;
        this.model = context.checkpoints();
        table.setId("checkpoints");
        table.setItems(model.lines());
        table.setEditable(true);
        table.getStyleClass().addAll(Styles.DENSE);
        table.setAccessibleText(Messages.text("runs.checkpoints.accessible"));
        table.setPlaceholder(new NothingLabel(
                context, Messages.text("runs.checkpoints.none"), Messages.text("runs.checkpoints.guest")));
        table.getColumns()
                .setAll(List.of(
                        removed(),
                        text(Messages.text("runs.checkpoints.step"), 80, line -> Integer.toString(line.step())),
                        text(Messages.text("runs.checkpoints.size"), 100, line -> FolderSize.text(line.bytes())),
                        text(
                                Messages.text("runs.checkpoints.accuracy"),
                                160,
                                line -> number(line.accuracy(), Numbers::percent)),
                        text(
                                Messages.text("runs.checkpoints.loss"),
                                120,
                                line -> number(line.loss(), loss -> Numbers.significant(loss, 4)))));
        table.addEventHandler(KeyEvent.KEY_PRESSED, key -> {
            CheckpointLine line = table.getSelectionModel().getSelectedItem();
            if (key.getCode() == KeyCode.SPACE && line != null) {
                line.removedProperty().set(!line.removedProperty().get());
                key.consume();
            }
        });
        setTop(head());
        setCenter(table);
        setBottom(foot());
    }

    private static String number(OptionalDouble value, Function<Double, String> text) {
        return value.isPresent() ? text.apply(value.getAsDouble()) : Messages.text("runs.value.unknown");
    }

    private static TableColumn<CheckpointLine, Boolean> removed() {
        var column = new TableColumn<CheckpointLine, Boolean>(Messages.text("runs.checkpoints.remove"));
        column.setCellValueFactory(line -> line.getValue().removedProperty());
        column.setCellFactory(CheckBoxTableCell.forTableColumn(column));
        column.setPrefWidth(80);
        column.setSortable(false);
        return column;
    }

    private static TableColumn<CheckpointLine, String> text(
            String title, double width, Function<CheckpointLine, String> text) {
        var column = new TableColumn<CheckpointLine, String>(title);
        column.setCellValueFactory(line -> new ReadOnlyStringWrapper(text.apply(line.getValue())));
        column.getStyleClass().add("number");
        column.setPrefWidth(width);
        column.setSortable(false);
        return column;
    }

    private MenuButton keep() {
        var keep = new MenuButton(Messages.text("runs.prune.keep"));
        keep.setId("prune-plans");
        keep.setAccessibleText(keep.getText());
        keep.setTooltip(new Tooltip(Messages.text("runs.prune.meaning")));
        for (PrunePlan plan : PrunePlan.offered()) {
            var item = new MenuItem(plan.title());
            item.setOnAction(_ -> model.mark(plan));
            keep.getItems().add(item);
        }
        keep.disableProperty().bind(Bindings.isEmpty(model.lines()));
        keep.setMinWidth(USE_PREF_SIZE);
        return keep;
    }

    private Label sizes() {
        var sizes = new Label();
        sizes.setId("prune-sizes");
        sizes.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> Messages.text(
                                "runs.checkpoints.total",
                                model.lines().size(),
                                FolderSize.text(model.totalProperty().get()),
                                FolderSize.text(model.freedProperty().get())),
                        model.lines(),
                        model.totalProperty(),
                        model.freedProperty()));
        sizes.getStyleClass().add("sizes");
        return sizes;
    }

    private HBox head() {
        var from = new Button(Messages.text("runs.checkpoints.from"), Icons.of(Feather.GIT_BRANCH));
        from.setAccessibleText(from.getText());
        from.setOnAction(_ -> startFromSelected());
        from.disableProperty()
                .bind(table.getSelectionModel().selectedItemProperty().isNull());
        var prune = new Button(Messages.text("runs.checkpoints.prune"), Icons.of(Feather.TRASH_2));
        prune.setId("prune");
        prune.getStyleClass().add("danger");
        prune.setAccessibleText(prune.getText());
        prune.setOnAction(_ -> model.prune());
        prune.disableProperty().bind(model.freedProperty().isEqualTo(0));
        from.setMinWidth(USE_PREF_SIZE);
        prune.setMinWidth(USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        var head = new HBox(keep(), space, from, prune);
        head.getStyleClass().add("tab-head");
        return head;
    }

    private void startFromSelected() {
        CheckpointLine line = table.getSelectionModel().getSelectedItem();
        model.startingPoints().stream()
                .filter(point ->
                        point.step().filter(step -> step == line.step()).isPresent())
                .findFirst()
                .ifPresent(this::startFrom);
    }

    private void startFrom(StartingPoint point) {
        context.actions().startFrom(context.runs().selectedProperty().get(), point);
    }

    private VBox foot() {
        return new VBox(
                sizes(),
                said("prune-elsewhere", "sizes", model.elsewhereProperty()),
                said("prune-warning", "warning-text", model.warningProperty()));
    }

    private static Label said(String id, String style, ReadOnlyStringProperty text) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.textProperty().bind(text);
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }
}
