package org.dpoworkbench.app.window.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The model whose tokenizer counts lengths and whose template renders conversations.
final class TokenizerChoice extends VBox {
    TokenizerChoice(DataModel model) {
        getStyleClass().add("tokenizer-choice");
        var title = new Label(Messages.text("data.model"));
        title.getStyleClass().add("section");
        var box = new ComboBox<>(model.models());
        box.setId("data-model");
        box.setAccessibleText(Messages.text("data.model"));
        box.setTooltip(new Tooltip(Messages.text("data.model.tooltip")));
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Path folder) {
                return folder == null
                        ? Messages.text("data.model.none")
                        : folder.getFileName().toString();
            }

            @Override
            public Path fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        model.modelProperty().subscribe(folder -> box.setValue(folder.orElse(null)));
        box.setOnAction(_ -> {
            Optional<Path> chosen = Optional.ofNullable(box.getValue());
            if (chosen.isPresent()) {
                model.modelProperty().set(chosen);
            }
        });
        Button add =
                Icons.button(Feather.FOLDER_PLUS, Messages.text("data.model.add"), model.sourceActions()::addModel);
        add.setDisable(model.readOnly());
        var line = new HBox(box, add);
        line.getStyleClass().add("line");
        var template = new Label(Messages.text("data.template.title"));
        template.getStyleClass().add("quiet");
        getChildren().addAll(title, line, template, template(model));
    }

    /// What makes texts of conversations, where the model has no template of its own or another is wanted.
    private static ComboBox<Optional<BuiltInTemplate>> template(DataModel model) {
        var box = new ComboBox<Optional<BuiltInTemplate>>();
        box.setId("data-template");
        box.getItems()
                .setAll(Stream.concat(
                                Stream.of(Optional.<BuiltInTemplate>empty()),
                                Stream.of(BuiltInTemplate.values()).map(Optional::of))
                        .toList());
        box.setAccessibleText(Messages.text("data.template"));
        box.setTooltip(new Tooltip(Messages.text("data.template")));
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(Optional<BuiltInTemplate> template) {
                return template == null
                        ? ""
                        : template.map(one -> Messages.text("data.template.builtIn", one.text()))
                                .orElseGet(() -> Messages.text("data.template.own"));
            }

            @Override
            public Optional<BuiltInTemplate> fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        });
        box.valueProperty().bindBidirectional(model.templateProperty());
        return box;
    }
}
