package org.dpoworkbench.app.window.newrun;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.machine.Machine;
import org.dpoworkbench.app.window.model.newrun.Field;
import org.dpoworkbench.app.window.model.newrun.FieldItem;
import org.dpoworkbench.app.window.model.newrun.RunForm;
import org.dpoworkbench.engine.config.Optim;
import org.dpoworkbench.ui.Messages;

/// Everything that is seldom changed, folded: each head says what is inside and tells when something in it is wrong.
final class MoreSections extends VBox {
    private static final List<Field.Group> FOLDED = List.of(
            Field.Group.LENGTH,
            Field.Group.OPTIMISER,
            Field.Group.DATA_HANDLING,
            Field.Group.EVALUATION,
            Field.Group.CHECKPOINTS,
            Field.Group.DEVICE);

    private final RunForm form;
    private final Map<Field.Group, TitledPane> panes = new EnumMap<>(Field.Group.class);

    MoreSections(RunForm form) {
        this.form = form;
        getStyleClass().add("folded-sections");
        for (Field.Group group : FOLDED) {
            panes.put(group, pane(group));
        }
        getChildren().setAll(panes.values());
        form.valuesProperty().subscribe(_ -> tell());
        FOLDED.forEach(group ->
                fields(group).forEach(field -> form.field(field).errorProperty().subscribe(_ -> tell())));
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
        for (Field field : fields(group)) {
            FieldItem item = form.field(field);
            FieldRow.add(grid, item);
            if (isAdams(field)) {
                grid.getChildren().stream()
                        .filter(node -> GridPane.getRowIndex(node) == grid.getRowCount() - 1)
                        .forEach(node -> {
                            node.visibleProperty()
                                    .bind(form.field(Field.OPTIM).textProperty().isEqualTo(Optim.ADAMW.text()));
                            node.managedProperty().bind(node.visibleProperty());
                        });
            }
        }
        var content = new VBox(8, grid);
        if (group == Field.Group.DEVICE) {
            content.getChildren().add(ModelSection.quiet(Messages.text("newrun.device.noGpu", Machine.NO_GPU)));
        }
        return content;
    }

    private static boolean isAdams(Field field) {
        return switch (field) {
            case ADAM_BETA1, ADAM_BETA2, ADAM_EPSILON -> true;
            default -> false;
        };
    }

    private static List<Field> fields(Field.Group group) {
        return Arrays.stream(Field.values())
                .filter(field -> field.group() == group)
                .toList();
    }

    private boolean isWrong(Field.Group group) {
        return fields(group).stream()
                .anyMatch(field -> !form.field(field).errorProperty().get().isEmpty());
    }

    private void tell() {
        panes.forEach((group, pane) -> {
            boolean wrong = isWrong(group);
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
            case LENGTH ->
                List.of(Field.PER_DEVICE_TRAIN_BATCH_SIZE, Field.NUM_TRAIN_EPOCHS, Field.MAX_STEPS, Field.MAX_LENGTH);
            case OPTIMISER -> List.of(Field.OPTIM, Field.LR_SCHEDULER_TYPE, Field.WARMUP_STEPS, Field.MAX_GRAD_NORM);
            case DATA_HANDLING -> List.of(Field.PROMPT_EXTRACTION, Field.MAX_PAIRS);
            case EVALUATION -> List.of(Field.EVAL_STEPS, Field.SAMPLE_PROMPTS);
            case CHECKPOINTS -> List.of(Field.SAVE_STEPS, Field.SAVE_TOTAL_LIMIT);
            case DEVICE -> List.of(Field.DEVICE, Field.THREADS);
            case MODEL, DATA, LOSS -> List.of();
        };
        return shown.stream()
                .filter(field -> !form.values().text(field).isBlank())
                .map(field -> brief(field) + " " + form.values().text(field).strip())
                .collect(Collectors.joining(" · "));
    }

    private static String brief(Field field) {
        return switch (field) {
            case PER_DEVICE_TRAIN_BATCH_SIZE -> Messages.text("newrun.brief.batch");
            case NUM_TRAIN_EPOCHS -> Messages.text("newrun.brief.epochs");
            case MAX_GRAD_NORM -> Messages.text("newrun.brief.clip");
            case WARMUP_STEPS -> Messages.text("newrun.brief.warmup");
            case OPTIM, LR_SCHEDULER_TYPE, DEVICE -> "";
            default -> field.key().replace('_', ' ');
        };
    }
}
