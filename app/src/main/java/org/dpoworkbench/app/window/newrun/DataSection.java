package org.dpoworkbench.app.window.newrun;

import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.DataView;
import org.dpoworkbench.app.window.model.newrun.DataWords;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.FormValues;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.ui.Messages;

/// Which pairs the run sees, and what becomes of them.
final class DataSection extends VBox {
    private final Workbench workbench;
    private final NewRunModel model;

    DataSection(Workbench workbench, NewRunModel model) {
        this.workbench = workbench;
        this.model = model;
        getStyleClass().add("form-section");
        GridPane grid = FieldRow.grid();
        FieldRow.add(grid, Messages.text("newrun.data.train"), model.form().field(Field.DATA), files(Field.DATA));
        FieldRow.add(
                grid,
                Messages.text("newrun.data.heldOut"),
                model.form().field(Field.EVAL_DATA),
                files(Field.EVAL_DATA));
        GridPane split = FieldRow.grid();
        FieldRow.add(split, model.form().field(Field.HELD_OUT));
        split.visibleProperty()
                .bind(model.form().field(Field.EVAL_DATA).textProperty().isEmpty());
        split.managedProperty().bind(split.visibleProperty());
        var becomes = new Label();
        becomes.setId("data-line");
        becomes.getStyleClass().add("quiet");
        becomes.setWrapText(true);
        becomes.setMinHeight(USE_PREF_SIZE);
        becomes.textProperty()
                .bind(Bindings.createStringBinding(
                        this::line, model.data().viewProperty(), model.data().readingProperty()));
        var project = new Hyperlink(Messages.text("newrun.data.project"));
        project.setId("use-project-data");
        project.setAccessibleText(project.getText());
        project.setOnAction(_ -> model.data().useProjects());
        project.visibleProperty().bind(model.data().otherProperty());
        project.managedProperty().bind(project.visibleProperty());
        getChildren().setAll(grid, split, becomes, project);
    }

    private VBox files(Field field) {
        var box = new VBox(2);
        Runnable fill = () -> {
            List<Path> chosen = model.data().chosen(field);
            List<Path> all = model.data().files(field);
            if (all.isEmpty()) {
                box.getChildren().setAll(field == Field.DATA ? add() : ModelSection.quiet(noHeldOut()));
            } else if (box.getChildren().stream()
                    .map(Node::getUserData)
                    .toList()
                    .equals(all)) {
                // The same boxes, so that the one just pressed keeps the focus.
                for (Node node : box.getChildren()) {
                    ((CheckBox) node).setSelected(chosen.contains((Path) node.getUserData()));
                }
            } else {
                box.getChildren()
                        .setAll(all.stream()
                                .map(file -> check(field, file, chosen.contains(file)))
                                .toList());
            }
        };
        model.form().field(field).textProperty().subscribe(_ -> fill.run());
        workbench.store().projectProperty().subscribe(_ -> fill.run());
        return box;
    }

    private static String noHeldOut() {
        return Messages.text("newrun.data.noHeldOut");
    }

    private CheckBox check(Field field, Path file, boolean chosen) {
        var box = new CheckBox(FormValues.path(file, workbench.folder()));
        box.setMnemonicParsing(false); // a _ is part of the name
        box.setUserData(file);
        box.setSelected(chosen);
        box.setAccessibleText(box.getText());
        box.setTooltip(FieldRow.help(field));
        box.setOnAction(_ -> model.data().choose(field, file, box.isSelected()));
        return box;
    }

    private Hyperlink add() {
        var link = new Hyperlink(Messages.text("newrun.data.add"));
        link.setAccessibleText(link.getText());
        link.setOnAction(_ -> {
            workbench.closeNewRun();
            workbench.placeProperty().set(Place.DATA);
        });
        return link;
    }

    private String line() {
        if (model.data().readingProperty().get()) {
            return Messages.text("newrun.data.reading");
        }
        return model.data()
                .viewProperty()
                .get()
                .flatMap(DataView::report)
                .map(DataSection::words)
                .orElse("");
    }

    private static String words(DataReport report) {
        var line = new StringJoiner(" ");
        line.add(DataWords.counts(report));
        report.losses().ifPresent(line::add);
        report.warnings().forEach(line::add);
        return line.toString();
    }
}
