package org.dpoworkbench.app.window.newrun;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.FieldItem;
import org.dpoworkbench.app.window.model.newrun.FormValues;
import org.dpoworkbench.app.window.model.newrun.ModelFacts;
import org.dpoworkbench.app.window.model.newrun.ModelLookup;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Which weights the run starts from, and what they are held against.
final class ModelSection extends VBox {
    private final Workbench workbench;
    private final NewRunModel model;

    ModelSection(Workbench workbench, NewRunModel model) {
        this.workbench = workbench;
        this.model = model;
        getStyleClass().add("form-section");
        GridPane grid = FieldRow.grid();
        FieldItem objective = model.form().field(Field.OBJECTIVE);
        FieldRow.add(
                grid,
                objective,
                new Segments<>(
                        List.of(Objective.values()),
                        ModelSection::title,
                        objective
                                .textProperty()
                                .map(text -> text.equals(Objective.SFT.text()) ? Objective.SFT : Objective.DPO),
                        chosen -> objective.textProperty().set(chosen.text())));
        FieldRow.add(grid, model.form().field(Field.MODEL), modelEditor());
        GridPane referenceGrid = FieldRow.grid();
        FieldRow.add(referenceGrid, model.form().field(Field.REFERENCE), referenceEditor());
        referenceGrid.visibleProperty().bind(FieldRow.isUsed(model.form(), Field.REFERENCE));
        referenceGrid.managedProperty().bind(referenceGrid.visibleProperty());
        Label none = quiet("");
        none.setId("no-reference");
        none.textProperty()
                .bind(model.form()
                        .valuesProperty()
                        .map(values -> values.method())
                        .map(method -> Messages.text("newrun.reference.none", method.title())));
        none.visibleProperty()
                .bind(referenceGrid
                        .visibleProperty()
                        .not()
                        .and(objective.textProperty().isEqualTo(Objective.DPO.text())));
        none.managedProperty().bind(none.visibleProperty());
        getChildren().setAll(grid, referenceGrid, none);
        setOnDragOver(this::over);
        setOnDragDropped(this::dropped);
    }

    private static String title(Objective objective) {
        return switch (objective) {
            case DPO -> Messages.text("newrun.objective.dpo");
            case SFT -> Messages.text("newrun.objective.sft");
        };
    }

    private VBox modelEditor() {
        var box = new ComboBox<String>();
        box.setId("field-model");
        box.setEditable(true);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(FieldRow.title(Field.MODEL));
        box.getEditor().setAccessibleText(FieldRow.title(Field.MODEL));
        box.setTooltip(FieldRow.help(Field.MODEL));
        box.setPromptText(Messages.text("newrun.model.prompt"));
        box.getEditor()
                .textProperty()
                .bindBidirectional(model.form().field(Field.MODEL).textProperty());
        model.models().folders().addListener((ListChangeListener<Path>)
                _ -> box.getItems().setAll(shown(model.models().folders())));
        box.getItems().setAll(shown(model.models().folders()));
        var folder = Icons.button(Feather.FOLDER, Messages.text("newrun.model.folder"), () -> browse(Field.MODEL));
        HBox.setHgrow(box, Priority.ALWAYS);
        var row = new HBox(4, box, folder);
        var says = new VBox();
        says.setId("model-facts");
        model.models().found(Field.MODEL).subscribe(lookup -> says.getChildren().setAll(says(Field.MODEL, lookup)));
        return new VBox(2, row, says);
    }

    private VBox referenceEditor() {
        TextField field = FieldRow.text(model.form().field(Field.REFERENCE));
        field.setId("field-reference");
        field.setAccessibleText(FieldRow.title(Field.REFERENCE));
        field.setTooltip(FieldRow.help(Field.REFERENCE));
        field.setPromptText(Messages.text("newrun.reference.prompt"));
        var folder =
                Icons.button(Feather.FOLDER, Messages.text("newrun.reference.folder"), () -> browse(Field.REFERENCE));
        Button own = Icons.button(
                Feather.CORNER_UP_LEFT,
                Messages.text("newrun.reference.own"),
                () -> model.form().field(Field.REFERENCE).textProperty().set(""));
        own.disableProperty().bind(field.textProperty().isEmpty());
        HBox.setHgrow(field, Priority.ALWAYS);
        var what = new Label();
        what.setId("reference-what");
        what.getStyleClass().add("quiet");
        what.setWrapText(true);
        what.textProperty()
                .bind(Bindings.createStringBinding(this::reference, model.form().valuesProperty()));
        var says = new VBox();
        model.models()
                .found(Field.REFERENCE)
                .subscribe(lookup -> says.getChildren().setAll(says(Field.REFERENCE, lookup)));
        return new VBox(2, new HBox(4, field, folder, own), what, says);
    }

    /// What the reference is, always in so many words.
    private String reference() {
        String chosen = model.form().values().text(Field.REFERENCE).strip();
        String start = model.form().values().text(Field.MODEL).strip();
        if (!chosen.isEmpty()) {
            return Messages.text("newrun.reference.other", chosen);
        }
        if (start.isEmpty()) {
            return "";
        }
        String adapter = model.form().values().text(Field.ADAPTER).strip();
        return adapter.isEmpty() || !Boolean.parseBoolean(model.form().values().text(Field.USE_PEFT))
                ? Messages.text("newrun.reference.start", start)
                : Messages.text("newrun.reference.adapter", start, adapter);
    }

    private List<String> shown(List<Path> folders) {
        return folders.stream()
                .map(folder -> FormValues.path(folder, workbench.folder()))
                .toList();
    }

    private List<Node> says(Field field, ModelLookup lookup) {
        return switch (lookup) {
            case ModelLookup.Unknown _ -> List.of();
            case ModelLookup.Found found -> List.of(quiet(facts(found.facts())));
            case ModelLookup.Cached cached -> {
                var use = new Hyperlink(Messages.text("newrun.model.use"));
                use.setAccessibleText(use.getText());
                use.setOnAction(
                        _ -> model.models().choose(field, cached.snapshot().folder()));
                yield List.of(new HBox(
                        4,
                        quiet(Messages.text(
                                "newrun.model.cached",
                                cached.snapshot().name(),
                                cached.snapshot().revision())),
                        use));
            }
            case ModelLookup.Absent absent -> {
                var command = new TextField(absent.command());
                command.setEditable(false);
                command.getStyleClass().add("command");
                command.setAccessibleText(Messages.text("newrun.model.command"));
                HBox.setHgrow(command, Priority.ALWAYS);
                yield List.of(
                        quiet(Messages.text("newrun.model.absent", absent.name())),
                        new HBox(
                                4,
                                command,
                                Icons.button(
                                        Feather.COPY,
                                        Messages.text("newrun.copy"),
                                        () -> workbench.desk().copyText(absent.command()))));
            }
            case ModelLookup.Unusable unusable -> {
                var problem = quiet(unusable.problem());
                problem.getStyleClass().setAll("label", "field-error");
                yield List.of(problem);
            }
        };
    }

    private static String facts(ModelFacts facts) {
        return Messages.text(
                "newrun.model.facts",
                parameters(facts.parameters()),
                facts.architecture(),
                facts.dtypes().stream().collect(Collectors.joining(", ")),
                facts.context(),
                tokenizer(facts) + " · " + template(facts));
    }

    private static String tokenizer(ModelFacts facts) {
        return facts.tokenizer() ? Messages.text("newrun.model.tokenizer") : Messages.text("newrun.model.noTokenizer");
    }

    private static String template(ModelFacts facts) {
        return facts.chatTemplate() ? Messages.text("newrun.model.template") : Messages.text("newrun.model.noTemplate");
    }

    private static String parameters(long count) {
        if (count >= 1_000_000_000) {
            return Messages.text("newrun.model.billions", count / 1e9);
        }
        return count >= 1_000_000
                ? Messages.text("newrun.model.millions", count / 1e6)
                : Messages.text("newrun.model.parameters", count);
    }

    static Label quiet(String text) {
        var label = new Label(text);
        label.getStyleClass().add("quiet");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private void browse(Field field) {
        model.models().browse(field, Messages.text("newrun.model.choose"));
    }

    private void over(DragEvent event) {
        if (folder(event).isPresent()) {
            event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        folder(event).ifPresent(folder -> {
            model.models().choose(Field.MODEL, folder);
            event.setDropCompleted(true);
            event.consume();
        });
    }

    private static Optional<Path> folder(DragEvent event) {
        return event.getDragboard().getFiles().stream()
                .filter(File::isDirectory)
                .map(File::toPath)
                .findFirst();
    }
}
