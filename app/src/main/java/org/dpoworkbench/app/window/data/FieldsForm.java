package org.dpoworkbench.app.window.data;

import atlantafx.base.controls.Popover;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.MappedField;
import org.dpoworkbench.app.window.model.data.SourceActions;
import org.dpoworkbench.app.window.model.data.SourceLine;
import org.dpoworkbench.engine.config.ColumnMapping;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.data.RecordPreview;
import org.dpoworkbench.ui.Messages;

/// Chooses which of a file's fields hold the parts of its records, beside its first record.
final class FieldsForm extends VBox {
    private static final int VALUE = 120;

    private final Map<MappedField, ComboBox<String>> boxes = new EnumMap<>(MappedField.class);
    private final ComboBox<PromptExtraction> extraction = new ComboBox<>();

    static void show(Node owner, DataModel model, SourceLine line) {
        RecordKind kind = model.shownKindProperty().get();
        model.sourceActions().preview(line, record -> {
            var popover = new Popover();
            popover.setContentNode(new FieldsForm(model.sourceActions(), line, kind, record, popover::hide));
            popover.setHeaderAlwaysVisible(false);
            popover.setDetachable(false);
            popover.setArrowLocation(Popover.ArrowLocation.LEFT_TOP);
            popover.show(owner);
        });
    }

    FieldsForm(
            SourceActions actions, SourceLine line, RecordKind kind, Optional<RecordPreview> record, Runnable close) {
        getStyleClass().add("fields-form");
        List<String> fields = record.map(RecordPreview::fields).orElse(List.of());
        ColumnMapping now = line.source().columns();
        MappedField.of(kind, now).forEach(field -> boxes.put(field, fieldBox(field, fields, field.named(now))));
        extraction.getItems().setAll(PromptExtraction.values());
        extraction.setValue(line.source().promptExtraction().orElse(PromptExtraction.AUTO));
        extraction.setAccessibleText(Messages.text("data.extraction"));
        extraction.setConverter(words());
        extraction.setMaxWidth(Double.MAX_VALUE);
        var title = new Label(Messages.text("data.fields.title", line.name()));
        title.getStyleClass().add("section");
        getChildren().addAll(title, grid(MappedField.of(kind, now)));
        if (boxes.keySet().stream().anyMatch(MappedField::isSeveral)) {
            getChildren().add(quiet(Messages.text("data.fields.several")));
        }
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
            var named = new EnumMap<MappedField, List<String>>(MappedField.class);
            boxes.forEach((field, box) -> named.put(field, chosen(field, box)));
            actions.changeReading(
                    line.source(),
                    MappedField.mapping(named),
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

    private GridPane grid(SequencedSet<MappedField> order) {
        var grid = new GridPane();
        grid.getStyleClass().add("fields-grid");
        int row = 0;
        for (MappedField field : order) {
            ComboBox<String> box = boxes.get(field);
            grid.addRow(row++, named(field.text(), box), box);
        }
        grid.addRow(row, named(Messages.text("data.extraction"), extraction), extraction);
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

    /// Of several fields the names, separated by commas; they may lie inside a list's items, so they can be typed.
    private static ComboBox<String> fieldBox(MappedField field, List<String> fields, List<String> now) {
        var box = new ComboBox<String>();
        box.setId("data-field-" + field.key());
        box.setAccessibleText(field.text());
        box.setMaxWidth(Double.MAX_VALUE);
        String recognised = field == MappedField.SOURCE
                ? Messages.text("data.fields.none")
                : Messages.text("data.fields.recognised");
        String value = now.isEmpty() ? recognised : String.join(", ", now);
        box.getItems().setAll(recognised);
        box.getItems().addAll(fields);
        if (!box.getItems().contains(value)) {
            box.getItems().add(value);
        }
        box.setEditable(field.isSeveral());
        box.setValue(value);
        return box;
    }

    private static List<String> chosen(MappedField field, ComboBox<String> box) {
        String text = field.isSeveral() ? box.getEditor().getText() : box.getValue();
        if (text == null || text.equals(box.getItems().getFirst())) {
            return List.of();
        }
        return field.isSeveral()
                ? Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList()
                : List.of(text);
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
