package org.dpoworkbench.app.window.newrun;

import java.util.Arrays;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.app.window.model.newrun.Sweep;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Lists of values that the run is repeated over, every combination once.
final class SweepSection extends TitledPane {
    private final NewRunModel model;
    private final VBox rows = new VBox(4);

    SweepSection(NewRunModel model) {
        this.model = model;
        setId("more-sweep");
        setExpanded(false);
        setAnimated(false);
        getStyleClass().add("dense");
        setAccessibleText(Messages.text("newrun.sweep"));
        var add = new Button(Messages.text("newrun.sweep.add"), Icons.of(Feather.PLUS));
        add.setAccessibleText(add.getText());
        add.setId("sweep-add");
        add.setOnAction(_ -> model.axes()
                .add(new Sweep.Axis(Field.BETA, model.form().values().text(Field.BETA))));
        var count = new Label();
        count.setId("sweep-count");
        count.setWrapText(true);
        count.textProperty().bind(Bindings.createStringBinding(this::count, model.sweepProperty()));
        setContent(new VBox(8, ModelSection.quiet(Messages.text("newrun.sweep.what")), rows, add, count));
        textProperty().bind(model.sweepProperty().map(this::head));
        model.axes().addListener((ListChangeListener<Sweep.Axis>) _ -> fill());
        fill();
    }

    private String head(Sweep.Expansion expansion) {
        int runs = expansion.configs().size();
        return model.axes().isEmpty()
                ? Messages.text("newrun.sweep")
                : Messages.text("newrun.more", Messages.text("newrun.sweep"), Messages.text("newrun.sweep.runs", runs));
    }

    private String count() {
        Sweep.Expansion expansion = model.sweepProperty().get();
        if (model.axes().isEmpty()) {
            return "";
        }
        return expansion.problems().isEmpty()
                ? Messages.text("newrun.sweep.runs", expansion.configs().size())
                : String.join("\n", expansion.problems());
    }

    /// Rows are kept while their lists are typed.
    private void fill() {
        while (rows.getChildren().size() > model.axes().size()) {
            rows.getChildren().removeLast();
        }
        for (int i = 0; i < model.axes().size(); i++) {
            if (i == rows.getChildren().size()) {
                rows.getChildren().add(new Row(i));
            }
            ((Row) rows.getChildren().get(i)).show(model.axes().get(i));
        }
    }

    private final class Row extends HBox {
        private final int index;
        private final ComboBox<Field> field = new ComboBox<>();
        private final TextField list = new TextField();

        Row(int index) {
            super(6);
            this.index = index;
            List<Field> fields =
                    Arrays.stream(Field.values()).filter(Field::sweeps).toList();
            field.getItems().setAll(fields);
            field.setConverter(FieldNames.INSTANCE);
            field.setAccessibleText(Messages.text("newrun.sweep.field"));
            list.setAccessibleText(Messages.text("newrun.sweep.list"));
            list.setPromptText("0.05, 0.1, 0.5");
            field.valueProperty().subscribe(_ -> changed());
            list.textProperty().subscribe(_ -> changed());
            HBox.setHgrow(list, Priority.ALWAYS);
            getChildren()
                    .setAll(
                            field,
                            list,
                            Icons.button(
                                    Feather.X,
                                    Messages.text("newrun.sweep.remove"),
                                    () -> model.axes().remove(index)));
        }

        void show(Sweep.Axis axis) {
            field.setValue(axis.field());
            if (!list.getText().equals(axis.list())) {
                list.setText(axis.list());
            }
        }

        private void changed() {
            if (field.getValue() != null && index < model.axes().size()) {
                var axis = new Sweep.Axis(field.getValue(), list.getText());
                if (!axis.equals(model.axes().get(index)) && getParent() != null) {
                    model.axes().set(index, axis);
                }
            }
        }
    }
}
