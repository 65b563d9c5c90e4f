package org.dpoworkbench.app.window.runs;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.ComparisonViewModel;
import org.dpoworkbench.app.window.model.runs.SettingsTable;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Settings or facts of the selected runs, one column a run; of several runs only what differs, unless all is asked
/// for.
final class SettingsTab extends BorderPane {
    private final RunsContext context;
    private final ComparisonViewModel model;
    private final ObservableList<SettingsTable.Line> lines;
    private final TableView<SettingsTable.Line> table = new TableView<>();

    /// @param id   of the table
    /// @param what is shown, for a screen reader
    /// @param none is said where there is nothing to show
    SettingsTab(RunsContext context, ObservableList<SettingsTable.Line> lines, String id, String what, String none) {
        this.context = context;
        this.model = context.comparison();
        this.lines = lines;
        table.setId(id);
        table.setItems(lines);
        table.getStyleClass().addAll(Styles.DENSE, "settings-table");
        table.setAccessibleText(what);
        var nothing = new Label();
        nothing.setWrapText(true);
        nothing.getStyleClass().add("nothing");
        table.setPlaceholder(nothing);
        setTop(head(what));
        setCenter(table);
        model.runs().addListener((InvalidationListener) _ -> {
            columns();
            nothing.setText(nothing(none));
        });
        nothing.setText(nothing(none));
        columns();
    }

    private String nothing(String none) {
        if (!model.runs().isEmpty() && model.runs().stream().allMatch(RunItem::isGuest)) {
            return Messages.text("runs.settings.guest");
        }
        return model.runs().size() > 1 ? Messages.text("runs.settings.same") : none;
    }

    private HBox head(String what) {
        var all = new CheckBox(Messages.text("runs.settings.all"));
        all.setAccessibleText(all.getText());
        all.selectedProperty().bindBidirectional(model.allProperty());
        all.visibleProperty().bind(Bindings.size(model.runs()).greaterThan(1));
        var space = new Label();
        space.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(space, Priority.ALWAYS);
        Button copy = Icons.button(Feather.COPY, Messages.text("runs.settings.copy", what), this::copy);
        var head = new HBox(all, space, copy);
        head.getStyleClass().add("tab-head");
        return head;
    }

    /// As tab-separated lines, which spreadsheets take.
    private void copy() {
        String heads = model.runs().stream().map(RunItem::id).collect(Collectors.joining("\t", "\t", "\n"));
        context.workbench()
                .desk()
                .copyText(lines.stream()
                        .map(line -> line.name() + "\t" + String.join("\t", line.values()))
                        .collect(Collectors.joining("\n", heads, "\n")));
    }

    private void columns() {
        TableColumn<SettingsTable.Line, String> name = new TableColumn<>(Messages.text("runs.settings.name"));
        name.setPrefWidth(270);
        name.setSortable(false);
        name.setReorderable(false);
        name.setCellValueFactory(
                line -> new ReadOnlyStringWrapper(line.getValue().name()));
        List<TableColumn<SettingsTable.Line, ?>> columns = new ArrayList<>(List.of(name));
        for (int i = 0; i < model.runs().size(); i++) {
            columns.add(column(model.runs().get(i), i));
        }
        table.getColumns().setAll(columns); // at once: with each change the table makes all its cells anew
    }

    private TableColumn<SettingsTable.Line, String> column(RunItem run, int index) {
        var column = new TableColumn<SettingsTable.Line, String>();
        column.setGraphic(new RunColumnHeader(context, run));
        column.setPrefWidth(model.runs().size() == 1 ? 520 : 230);
        column.setSortable(false);
        column.setReorderable(false);
        column.setCellValueFactory(line -> new ReadOnlyStringWrapper(
                index < line.getValue().values().size()
                        ? line.getValue().values().get(index)
                        : ""));
        column.setCellFactory(_ -> new SettingCell());
        return column;
    }
}
