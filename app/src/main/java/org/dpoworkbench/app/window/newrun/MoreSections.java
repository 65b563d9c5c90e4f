package org.dpoworkbench.app.window.newrun;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.FieldUse;
import org.dpoworkbench.app.window.model.newrun.FormValues;
import org.dpoworkbench.app.window.model.newrun.LossTexts;
import org.dpoworkbench.app.window.model.newrun.NewRunModel;
import org.dpoworkbench.app.window.model.newrun.RunForm;
import org.dpoworkbench.engine.config.FrozenDtype;
import org.dpoworkbench.engine.config.LossOption;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Everything that is seldom changed, folded: each head says what is inside and tells when something in it is wrong.
final class MoreSections extends VBox {
    private static final List<Field.Group> FOLDED = List.of(
            Field.Group.VARIATIONS,
            Field.Group.LORA,
            Field.Group.LENGTH,
            Field.Group.OPTIMISER,
            Field.Group.DATA_HANDLING,
            Field.Group.EVALUATION,
            Field.Group.CHECKPOINTS,
            Field.Group.DEVICE);

    private final NewRunModel model;
    private final RunForm form;
    private final Map<Field.Group, TitledPane> panes = new EnumMap<>(Field.Group.class);

    MoreSections(NewRunModel model) {
        this.model = model;
        this.form = model.form();
        getStyleClass().add("folded-sections");
        for (Field.Group group : FOLDED) {
            panes.put(group, pane(group));
        }
        getChildren().setAll(panes.values());
        form.valuesProperty().subscribe((_, _) -> tell());
        FOLDED.forEach(group ->
                fields(group).forEach(field -> form.field(field).errorProperty().subscribe((_, _) -> tell())));
        tell(); // once: subscribers that hear the present value would each tell it
    }

    /// Unfolds the first section in which something is wrong.
    void showErrors() {
        FOLDED.stream()
                .filter(this::isWrong)
                .findFirst()
                .ifPresent(group -> panes.get(group).setExpanded(true));
    }

    /// Its fields are made when it is first unfolded: most never are, and the panel opens at once.
    private TitledPane pane(Field.Group group) {
        var pane = new TitledPane();
        pane.setId("more-" + group.name().toLowerCase(Locale.ROOT));
        pane.setAccessibleText(title(group));
        pane.setAnimated(false);
        pane.getStyleClass().add("dense");
        pane.setExpanded(false);
        pane.expandedProperty().subscribe(expanded -> {
            if (expanded && pane.getContent() == null) {
                pane.setContent(content(group));
            }
        });
        return pane;
    }

    private VBox content(Field.Group group) {
        GridPane grid = FieldRow.grid();
        int row = 0;
        for (Field field : fields(group)) {
            FieldRow.addWhileUsed(grid, row++, form, field, () -> editor(field));
        }
        var content = new VBox(8, grid);
        if (group == Field.Group.LORA) {
            content.getChildren().addFirst(ModelSection.quiet(Messages.text("newrun.lora.what")));
            content.getChildren().add(new AdapterFacts(model));
        }
        if (group == Field.Group.DEVICE) {
            content.getChildren().add(ModelSection.quiet(Messages.text("newrun.device.what")));
        }
        return content;
    }

    /// With the range beside it, where it is a loss's setting.
    private Node editor(Field field) {
        Node editor = FieldRow.editor(form.field(field));
        if (field == Field.ADAPTER) {
            return folder(field, (TextField) editor);
        }
        Optional<LossOption> option = FieldUse.option(field);
        if (option.isEmpty()) {
            return editor;
        }
        FieldRow.mark(editor, form.field(field));
        var line = new HBox(8, editor, ModelSection.quiet(LossTexts.range(option.get())));
        line.getStyleClass().add("centred");
        return line;
    }

    private HBox folder(Field field, TextField editor) {
        editor.setPromptText(Messages.text("newrun.lora.new"));
        HBox.setHgrow(editor, Priority.ALWAYS);
        String title = Messages.text("newrun.lora.folder");
        return new HBox(
                4,
                editor,
                Icons.button(Feather.FOLDER, title, () -> model.models().browse(field, title)));
    }

    private static List<Field> fields(Field.Group group) {
        return Arrays.stream(Field.values())
                .filter(field -> field.group() == group)
                .toList();
    }

    private boolean isUsed(Field field) {
        return FieldUse.isUsed(field, form.values());
    }

    private boolean isWrong(Field.Group group) {
        return fields(group).stream()
                .anyMatch(field -> !form.field(field).errorProperty().get().isEmpty());
    }

    private void tell() {
        panes.forEach((group, pane) -> {
            boolean wrong = isWrong(group);
            pane.setVisible(fields(group).stream().anyMatch(this::isUsed));
            pane.setManaged(pane.isVisible());
            pane.setText(
                    wrong
                            ? Messages.text("newrun.more.wrong", title(group))
                            : Messages.text("newrun.more", title(group), summary(group)));
            pane.getStyleClass().remove("wrong");
            if (wrong) {
                pane.getStyleClass().add("wrong");
            }
        });
    }

    private static String title(Field.Group group) {
        return switch (group) {
            case VARIATIONS -> Messages.text("newrun.more.variations");
            case LORA -> Messages.text("newrun.more.lora");
            case LENGTH -> Messages.text("newrun.more.length");
            case OPTIMISER -> Messages.text("newrun.more.optimiser");
            case DATA_HANDLING -> Messages.text("newrun.more.data");
            case EVALUATION -> Messages.text("newrun.more.evaluation");
            case CHECKPOINTS -> Messages.text("newrun.more.checkpoints");
            case DEVICE -> Messages.text("newrun.more.device");
            case MODEL, DATA, LOSS -> throw new IllegalArgumentException(group + " is not folded");
        };
    }

    /// The settings that are asked about most, so that the section need not be unfolded to be read.
    private String summary(Field.Group group) {
        List<Field> shown = switch (group) {
            case VARIATIONS -> List.of(Field.F_DIVERGENCE_TYPE, Field.LD_ALPHA, Field.USE_WEIGHTING);
            case LORA -> List.of(Field.ADAPTER, Field.LORA_R, Field.LORA_ALPHA, Field.LORA_TARGET_MODULES);
            case LENGTH ->
                List.of(Field.PER_DEVICE_TRAIN_BATCH_SIZE, Field.NUM_TRAIN_EPOCHS, Field.MAX_STEPS, Field.MAX_LENGTH);
            case OPTIMISER -> List.of(Field.OPTIM, Field.LR_SCHEDULER_TYPE, Field.WARMUP_STEPS, Field.MAX_GRAD_NORM);
            case DATA_HANDLING -> List.of(Field.PROMPT_EXTRACTION, Field.MAX_PAIRS);
            case EVALUATION -> List.of(Field.EVAL_STEPS, Field.SAMPLE_PROMPTS);
            case CHECKPOINTS -> List.of(Field.SAVE_STEPS, Field.SAVE_TOTAL_LIMIT);
            case DEVICE ->
                List.of(
                        Field.DEVICE,
                        Field.GPU,
                        Field.BF16,
                        Field.TF32,
                        Field.THREADS,
                        Field.GRADIENT_CHECKPOINTING,
                        Field.FROZEN_DTYPE);
            case MODEL, DATA, LOSS -> List.of();
        };
        if (group == Field.Group.LORA && !isUsed(Field.ADAPTER)) {
            return Messages.text("newrun.lora.off");
        }
        return shown.stream()
                .filter(field -> isUsed(field) && !form.values().text(field).isBlank())
                .filter(field -> !isAtRest(field, form.values().text(field)))
                .map(field -> field.kind() == Field.Kind.FLAG
                        ? brief(field)
                        : (brief(field) + " " + form.values().text(field).strip()).strip())
                .collect(Collectors.joining(" · "));
    }

    /// Switches that are off, and what stands for none, say nothing in a head.
    private static boolean isAtRest(Field field, String text) {
        return (field.kind() == Field.Kind.FLAG && text.equals("false"))
                || FieldUse.option(field)
                        .filter(option -> FormValues.text(option.byDefault()).equals(text))
                        .isPresent()
                || (field == Field.FROZEN_DTYPE && text.equals(FrozenDtype.FLOAT32.text()));
    }

    private static String brief(Field field) {
        return switch (field) {
            case PER_DEVICE_TRAIN_BATCH_SIZE -> Messages.text("newrun.brief.batch");
            case NUM_TRAIN_EPOCHS -> Messages.text("newrun.brief.epochs");
            case MAX_GRAD_NORM -> Messages.text("newrun.brief.clip");
            case WARMUP_STEPS -> Messages.text("newrun.brief.warmup");
            case OPTIM, LR_SCHEDULER_TYPE, DEVICE, LORA_TARGET_MODULES -> "";
            case LORA_R -> Messages.text("newrun.brief.rank");
            case LORA_ALPHA -> Messages.text("newrun.brief.alpha");
            default -> field.key().replace('_', ' ');
        };
    }
}
