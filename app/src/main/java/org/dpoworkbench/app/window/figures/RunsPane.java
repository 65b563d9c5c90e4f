package org.dpoworkbench.app.window.figures;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.RunMark;
import org.dpoworkbench.app.window.model.figures.FigureRuns;
import org.dpoworkbench.app.window.model.figures.RunLine;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The runs of the figure: which, in which order, under which names.
final class RunsPane extends VBox {
    private final FigureRuns runs;
    private final PlaceContext context;
    private List<RunItem> listed = List.of();

    RunsPane(FigureRuns runs, PlaceContext context) {
        this.runs = runs;
        this.context = context;
        getStyleClass().add("figure-runs");
        runs.lines().addListener((ListChangeListener<RunLine>) _ -> list());
        list();
    }

    /// Only other runs or another order make other rows: a field that is typed in stays.
    private void list() {
        List<RunItem> now = runs.lines().stream().map(RunLine::item).toList();
        if (!now.equals(listed)) {
            listed = now;
            List<Node> rows = new ArrayList<>();
            runs.lines().forEach(line -> rows.add(row(line)));
            getChildren().setAll(rows);
        }
    }

    private Node row(RunLine line) {
        var shown = new CheckBox();
        shown.setId("figure-run-" + line.item().id());
        shown.setAccessibleText(Messages.text("figures.run.show", line.item().id()));
        shown.setTooltip(
                new Tooltip(Messages.text("figures.run.show", line.item().id())));
        shown.selectedProperty().bindBidirectional(line.item().shownProperty());
        var mark = new RunMark(line.item().look(), context.theme());
        line.item().lookProperty().subscribe(_ -> mark.show(line.item().look()));
        var row = new HBox(
                shown,
                mark,
                label(line),
                move(
                        Feather.CHEVRON_UP,
                        Messages.text("figures.run.up", line.item().id()),
                        line,
                        -1),
                move(
                        Feather.CHEVRON_DOWN,
                        Messages.text("figures.run.down", line.item().id()),
                        line,
                        1));
        row.getStyleClass().add("figure-run");
        return row;
    }

    private Button move(Feather icon, String text, RunLine line, int places) {
        return Icons.button(icon, text, () -> runs.move(line, places));
    }

    /// Taken over with Enter or when the field is left.
    private static TextField label(RunLine line) {
        var field = new TextField(line.labelProperty().get());
        field.setPromptText(line.usualLabel());
        field.setAccessibleText(Messages.text("figures.run.label", line.item().id()));
        field.setTooltip(
                new Tooltip(Messages.text("figures.run.label", line.item().id())));
        field.setMinWidth(60);
        HBox.setHgrow(field, Priority.ALWAYS);
        line.labelProperty().subscribe(field::setText);
        field.setOnAction(_ -> line.labelProperty().set(field.getText()));
        field.focusedProperty().subscribe(focused -> {
            if (!focused) {
                line.labelProperty().set(field.getText());
            }
        });
        return field;
    }
}
