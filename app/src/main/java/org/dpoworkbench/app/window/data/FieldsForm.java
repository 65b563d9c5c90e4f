package org.dpoworkbench.app.window.data;

import atlantafx.base.controls.Popover;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.model.data.SourceActions;
import org.dpoworkbench.app.window.model.data.SourceLine;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.RecordPreview;
import org.dpoworkbench.ui.Messages;

/// Chooses which of a file's fields are prompt, chosen and rejected, beside its first record.
final class FieldsForm extends VBox {
    private static final int VALUE = 120;

    private final ComboBox<String> prompt = fieldBox("data-field-prompt", Messages.text("data.fields.prompt"));
    private final ComboBox<String> chosen = fieldBox("data-field-chosen", Messages.text("data.fields.chosen"));
    private final ComboBox<String> rejected = fieldBox("data-field-rejected", Messages.text("data.fields.rejected"));
    private final ComboBox<PromptExtraction> extraction = new ComboBox<>();

    static void show(Node owner, SourceActions actions, SourceLine line) {
        actions.preview(line, record -> {
            var popover = new Popover();
            popover.setContentNode(new FieldsForm(actions, line, record, popover::hide));
            popover.setHeaderAlwaysVisible(false);
            popover.setDetachable(false);
            popover.setArrowLocation(Popover.ArrowLocation.LEFT_TOP);
            popover.show(owner);
        });
    }

    FieldsForm(SourceActions actions, SourceLine line, Optional<RecordPreview> record, Runnable close) {
        getStyleClass().add("fields-form");
        List<String> fields = record.map(RecordPreview::fields).orElse(List.of());
        ColumnMapping now = line.source().columns();
        fill(prompt, fields, now.prompt());
        fill(chosen, fields, now.chosen());
        fill(rejected, fields, now.rejected());
        extraction.getItems().setAll(PromptExtraction.values());
        extraction.setValue(line.source().promptExtraction().orElse(PromptExtraction.AUTO));
        extraction.setAccessibleText(Messages.text("data.extraction"));
        extraction.setConverter(words());
        extraction.setMaxWidth(Double.MAX_VALUE);
        var title = new Label(Messages.text("data.fields.title", line.name()));
        title.getStyleClass().add("section");
        getChildren().addAll(title, grid());
        record.ifPresent(first -> getChildren()
                .addAll(
                        quiet(Messages.text(
                                "data.fields.first",
                                first.place().unit(),
                                Long.toString(first.place().number()))),
                        preview(first)));
        var apply = new Button(Messages.text("data.fields.apply"));
        apply.setId("data-fields-apply");
        apply.setDefaultButton(true);
        apply.setAccessibleText(Messages.text("data.fields.apply"));
        apply.setOnAction(_ -> {
            PromptExtraction rule = extraction.getValue();
            actions.changeReading(
                    line.source(),
                    now.withPair(chosenField(prompt), chosenField(chosen), chosenField(rejected)),
                    rule == PromptExtraction.AUTO ? Optional.empty() : Optional.of(rule));
            close.run();
        });
        var cancel = new Button(Messages.text("data.fields.cancel"));
        cancel.setCancelButton(true);
        cancel.setAccessibleText(Messages.text("data.fields.cancel"));
        cancel.setOnAction(_ -> close.run());
        var buttons = new HBox(apply, cancel);
        buttons.getStyleClass().add("buttons");
        getChildren().add(buttons);
    }

    private GridPane grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("fields-grid");
        grid.addRow(0, named(Messages.text("data.fields.prompt"), prompt), prompt);
        grid.addRow(1, named(Messages.text("data.fields.chosen"), chosen), chosen);
        grid.addRow(2, named(Messages.text("data.fields.rejected"), rejected), rejected);
        grid.addRow(3, named(Messages.text("data.extraction"), extraction), extraction);
        return grid;
    }

    private static GridPane preview(RecordPreview record) {
        var grid = new GridPane();
        grid.getStyleClass().add("record-preview");
        int row = 0;
        for (var field : record.values().entrySet()) {
            var value = quiet(shortened(field.getValue().strip().replace("\n", "↵")));
            value.setWrapText(true);
            value.setMaxWidth(320);
            var name = new Label(field.getKey());
            name.setMinWidth(USE_PREF_SIZE);
            grid.addRow(row++, name, value);
        }
        return grid;
    }

    private static String shortened(String text) {
        return text.length() > VALUE ? text.substring(0, VALUE) + "…" : text;
    }

    private static Labeled named(String text, Node control) {
        var label = new Label(text);
        label.setLabelFor(control);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Label quiet(String text) {
        var label = new Label(text);
        label.getStyleClass().add("quiet");
        return label;
    }

    private static ComboBox<String> fieldBox(String id, String name) {
        var box = new ComboBox<String>();
        box.setId(id);
        box.setAccessibleText(name);
        box.setMaxWidth(Double.MAX_VALUE);
        return box;
    }

    private static void fill(ComboBox<String> box, List<String> fields, Optional<String> now) {
        List<String> items = new ArrayList<>();
        items.add(Messages.text("data.fields.recognised"));
        items.addAll(fields);
        now.filter(name -> !items.contains(name)).ifPresent(items::add);
        box.getItems().setAll(items);
        box.setValue(now.orElse(items.getFirst()));
    }

    private static Optional<String> chosenField(ComboBox<String> box) {
        return box.getSelectionModel().getSelectedIndex() <= 0 ? Optional.empty() : Optional.of(box.getValue());
    }

    private static StringConverter<PromptExtraction> words() {
        return new StringConverter<>() {
            @Override
            public String toString(PromptExtraction rule) {
                return rule == null
                        ? ""
                        : switch (rule) {
                            case AUTO -> Messages.text("data.extraction.auto");
                            case MARKER -> Messages.text("data.extraction.marker");
                            case COMMON_PREFIX -> Messages.text("data.extraction.prefix");
                        };
            }

            @Override
            public PromptExtraction fromString(String text) {
                throw new UnsupportedOperationException("the box is not editable");
            }
        };
    }
}
