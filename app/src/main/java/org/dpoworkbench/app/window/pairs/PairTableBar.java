package org.dpoworkbench.app.window.pairs;

import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.pairs.PairFilter;
import org.dpoworkbench.app.window.model.pairs.PairsViewModel;
import org.dpoworkbench.app.window.model.pairs.RunPairs;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// What the table lists, and what can be done with it.
final class PairTableBar extends FlowPane {
    private final PairsViewModel model;
    private final ChoiceBox<PairFilter.Kind> kind = new ChoiceBox<>();
    private final TextField search = new TextField();

    PairTableBar(PairsViewModel model, PairTable table) {
        this.model = model;
        getStyleClass().add("pair-table-bar");
        kind.setId("pairs-filter");
        kind.getItems().setAll(PairFilter.Kind.values());
        kind.setValue(PairFilter.Kind.ALL);
        kind.setAccessibleText(Messages.text("pairs.tool.filter"));
        kind.setPrefWidth(95);
        kind.setConverter(converter(PairFilter.Kind::title));
        search.setPromptText(Messages.text("pairs.tool.search"));
        search.setAccessibleText(Messages.text("pairs.tool.search"));
        search.setPrefColumnCount(6);
        kind.valueProperty().subscribe(_ -> filter());
        search.textProperty().subscribe(_ -> filter());
        var count = new Label();
        count.getStyleClass().add("quiet");
        InvalidationListener counted = _ ->
                count.setText(Messages.text("pairs.table.count", model.listed().size(), model.pairs()));
        model.listed().addListener(counted);
        counted.invalidated(model.listed());
        Button mark = Icons.button(Feather.STAR, Messages.text("pairs.tool.mark"), () -> model.mark(model.selected()));
        mark.setId("pairs-mark");
        Button undo = Icons.button(Feather.CORNER_UP_LEFT, Messages.text("pairs.tool.undo"), model::undoMark);
        Button export =
                Icons.button(Feather.DOWNLOAD, Messages.text("pairs.tool.export"), () -> model.export(table.inOrder()));
        export.setId("pairs-export");
        getChildren().setAll(runChoice(), kind, search, count, mark, undo, export);
    }

    private ChoiceBox<RunPairs> runChoice() {
        var choice = new ChoiceBox<RunPairs>(model.runs());
        choice.setAccessibleText(Messages.text("pairs.tool.run"));
        choice.setPrefWidth(118);
        choice.setConverter(converter(run -> run.run().label()));
        choice.valueProperty().bindBidirectional(model.tableRunProperty());
        InvalidationListener several = _ -> choice.setVisible(model.runs().size() > 1);
        model.runs().addListener(several);
        several.invalidated(model.runs());
        choice.managedProperty().bind(choice.visibleProperty());
        return choice;
    }

    private static <T> StringConverter<T> converter(Function<T, String> title) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : title.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException(text);
            }
        };
    }

    private void filter() {
        model.filterProperty().set(new PairFilter(kind.getValue(), search.getText()));
    }
}
