package org.dpoworkbench.app.window.newrun;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.FieldItem;
import org.dpoworkbench.app.window.model.newrun.FieldUse;
import org.dpoworkbench.app.window.model.newrun.RunForm;
import org.dpoworkbench.engine.config.BuiltInTemplate;
import org.dpoworkbench.ui.Messages;

/// A field's line: its name, its editor, and under it what is wrong with it. The tooltip is the command line's help.
final class FieldRow {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private FieldRow() {}

    /// Adds a line for the field, edited as its kind asks.
    static List<Node> add(GridPane grid, FieldItem item) {
        return add(grid, item, editor(item));
    }

    /// Adds a line for the field with an editor of its own.
    static List<Node> add(GridPane grid, FieldItem item, Node editor) {
        return add(grid, title(item.field()), item, editor);
    }

    /// @return the line's name and editor
    static List<Node> add(GridPane grid, String title, FieldItem item, Node editor) {
        return add(grid, nextRow(grid), title, item, editor);
    }

    private static List<Node> add(GridPane grid, int row, String title, FieldItem item, Node editor) {
        var label = new Label(title);
        label.getStyleClass().add("field-name");
        label.setTooltip(help(item.field()));
        label.setLabelFor(editor);
        var below = new VBox(editor, line(item.errorProperty(), "field-error"), line(item.remarkProperty(), "quiet"));
        below.getStyleClass().add("field-editor");
        mark(editor, item);
        GridPane.setValignment(label, VPos.TOP);
        GridPane.setHgrow(below, Priority.ALWAYS);
        grid.add(label, 0, row);
        grid.add(below, 1, row);
        return List.of(label, below);
    }

    /// Below all lines, those among them that are not shown.
    static int nextRow(GridPane grid) {
        return grid.getChildren().stream().mapToInt(GridPane::getRowIndex).max().orElse(-1) + 1;
    }

    /// Adds a line that is there as long as its field means something, and is made when it does so for the first time.
    ///
    /// @param row where in the grid it belongs
    static void addWhileUsed(GridPane grid, int row, RunForm form, Field field, Supplier<Node> editor) {
        ObservableValue<Boolean> used = isUsed(form, field);
        var made = new AtomicBoolean();
        used.subscribe(now -> {
            if (now && made.compareAndSet(false, true)) {
                show(add(grid, row, title(field), form.field(field), editor.get()), used);
            }
        });
    }

    /// Shows a line as long as the condition holds.
    static void show(List<Node> line, ObservableValue<Boolean> when) {
        line.forEach(node -> {
            node.visibleProperty().bind(when);
            node.managedProperty().bind(when);
        });
    }

    /// Whether the field means something as the form is filled.
    static ObservableValue<Boolean> isUsed(RunForm form, Field field) {
        return form.valuesProperty().map(values -> FieldUse.isUsed(field, values));
    }

    /// Frames an editor whose field is wrong.
    static void mark(Node editor, FieldItem item) {
        item.errorProperty().subscribe(error -> editor.pseudoClassStateChanged(WRONG, !error.isEmpty()));
    }

    /// A setting's name in words: `Warmup steps` for `warmup_steps`.
    static String title(Field field) {
        return switch (field) {
            case BETA -> "β";
            case OBJECTIVE -> Messages.text("newrun.objective");
            case LABEL_SMOOTHING -> Messages.text("newrun.title.smoothing");
            case DISCOPOP_TAU -> Messages.text("newrun.title.tau");
            case DPOP_LAMBDA -> Messages.text("newrun.title.lambda");
            case SIMPO_GAMMA -> Messages.text("newrun.title.gamma");
            case CPO_ALPHA -> Messages.text("newrun.title.cpoAlpha");
            case ALPHA -> Messages.text("newrun.title.alpha");
            case UNLIKELIHOOD_ALPHA -> Messages.text("newrun.title.unlikelihood");
            case DESIRABLE_WEIGHT -> Messages.text("newrun.title.desirable");
            case UNDESIRABLE_WEIGHT -> Messages.text("newrun.title.undesirable");
            case IPO_NORMALISATION -> Messages.text("newrun.title.normalisation");
            case F_DIVERGENCE_TYPE -> Messages.text("newrun.title.divergence");
            case F_ALPHA_DIVERGENCE_COEF -> Messages.text("newrun.title.divergenceAlpha");
            case LD_ALPHA -> Messages.text("newrun.title.ldAlpha");
            case USE_WEIGHTING -> Messages.text("newrun.title.weighting");
            case USE_PEFT -> Messages.text("newrun.lora.use");
            case ADAPTER -> Messages.text("newrun.lora.adapter");
            case LORA_R -> Messages.text("newrun.lora.rank");
            case LORA_ALPHA -> Messages.text("newrun.lora.alpha");
            case LORA_DROPOUT -> Messages.text("newrun.lora.dropout");
            case LORA_TARGET_MODULES -> Messages.text("newrun.lora.targets");
            case USE_RSLORA -> Messages.text("newrun.lora.rslora");
            case GPU -> Messages.text("newrun.device.gpu");
            case BF16 -> Messages.text("newrun.device.bf16");
            case TF32 -> Messages.text("newrun.device.tf32");
            case KL_PROMPTS -> Messages.text("newrun.klPrompts");
            default -> {
                String words = field.key().replace('_', ' ');
                yield words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
            }
        };
    }

    static Tooltip help(Field field) {
        var tooltip = new Tooltip(field.key() + "\n" + field.help());
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        tooltip.setShowDelay(Duration.millis(500));
        return tooltip;
    }

    /// A text field, a choice or a check box.
    static Node editor(FieldItem item) {
        Control editor = switch (item.field().kind()) {
            case CHOICE -> choice(item);
            case FLAG -> flag(item);
            case LINES -> lines(item);
            case TEMPLATE -> template(item);
            default -> text(item);
        };
        editor.setId("field-" + item.field().key());
        editor.setAccessibleText(title(item.field()));
        editor.setAccessibleHelp(item.field().help());
        editor.setTooltip(help(item.field()));
        return editor;
    }

    static TextField text(FieldItem item) {
        var field = new TextField();
        field.textProperty().bindBidirectional(item.textProperty());
        field.setPrefColumnCount(
                switch (item.field().kind()) {
                    case NUMBER, INTEGER, LONG, OPTIONAL_INTEGER, OPTIONAL_NUMBER -> 9;
                    default -> 30;
                });
        field.setMaxWidth(
                switch (item.field().kind()) {
                    case NUMBER, INTEGER, LONG, OPTIONAL_INTEGER, OPTIONAL_NUMBER -> 160;
                    default -> Double.MAX_VALUE;
                });
        switch (item.field().kind()) {
            case OPTIONAL_INTEGER, OPTIONAL_NUMBER, OPTIONAL_TEXT, OPTIONAL_PATH, TEMPLATE ->
                field.setPromptText(Messages.text("newrun.automatic"));
            default -> {}
        }
        return field;
    }

    private static TextArea lines(FieldItem item) {
        var area = new TextArea();
        area.setPrefRowCount(2);
        area.textProperty().bindBidirectional(item.textProperty());
        return area;
    }

    private static ComboBox<String> choice(FieldItem item) {
        var box = new ComboBox<String>();
        box.getItems().setAll(item.field().choices());
        box.valueProperty().bindBidirectional(item.textProperty());
        return box;
    }

    /// A built-in template by its name, or a file's path.
    private static ComboBox<String> template(FieldItem item) {
        var box = new ComboBox<String>();
        box.setEditable(true);
        box.getItems()
                .setAll(Arrays.stream(BuiltInTemplate.values())
                        .map(BuiltInTemplate::text)
                        .toList());
        box.setPromptText(Messages.text("newrun.template.own"));
        box.getEditor().setAccessibleText(title(item.field()));
        box.getEditor().textProperty().bindBidirectional(item.textProperty());
        return box;
    }

    private static CheckBox flag(FieldItem item) {
        var box = new CheckBox();
        item.textProperty().subscribe(text -> box.setSelected(text.equals("true")));
        box.setOnAction(_ -> item.textProperty().set(Boolean.toString(box.isSelected())));
        return box;
    }

    /// A line that is there as long as it has a text.
    static Label line(ReadOnlyStringProperty text, String style) {
        var label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        label.textProperty().bind(text);
        label.visibleProperty().bind(text.isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    /// Two columns: names and editors.
    static GridPane grid() {
        var grid = new GridPane();
        grid.getStyleClass().add("field-grid");
        return grid;
    }
}
