package org.dpoworkbench.app.window.data;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.present.Numbers;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.SplitCounts;
import org.dpoworkbench.engine.data.RecordKind;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.ui.Messages;

/// How much is held out, by prompt, and what that comes to.
final class SplitForm extends VBox {
    private final DataModel model;
    private final TextField share = field("data-held-out", Messages.text("data.split.heldOut"));
    private final TextField seed = field("data-split-seed", Messages.text("data.split.seed"));
    private final Label error = wrapped("trouble");

    SplitForm(DataModel model) {
        this.model = model;
        getStyleClass().add("split-form");
        var title = new Label(Messages.text("data.split"));
        title.getStyleClass().add("section");
        var grid = new GridPane();
        grid.getStyleClass().add("fields-grid");
        grid.addRow(0, label(Messages.text("data.split.heldOut"), share), share);
        grid.addRow(1, label(Messages.text("data.split.seed"), seed), seed);
        share.setTooltip(new Tooltip(Messages.text("data.split.tooltip")));
        Label counts = wrapped("quiet");
        counts.setId("data-split-counts");
        counts.textProperty()
                .bind(model.splitProperty()
                        .map(split -> split.map(counted ->
                                        words(model.shownKindProperty().get(), counted))
                                .orElse("")));
        Label overlap = wrapped("warning-text");
        overlap.textProperty()
                .bind(model.splitProperty()
                        .map(split -> split.map(SplitForm::overlap).orElse("")));
        overlap.visibleProperty().bind(overlap.textProperty().isNotEmpty());
        overlap.managedProperty().bind(overlap.visibleProperty());
        Label explicit = wrapped("quiet");
        explicit.setText(Messages.text("data.split.explicit"));
        error.visibleProperty().bind(error.textProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        getChildren().addAll(title, grid, error, explicit, counts, overlap);
        model.sources().subscribe(() -> show(explicit));
        show(explicit);
    }

    private void show(Label explicit) {
        boolean file = model.sources().stream().anyMatch(line -> line.source().role() == DataSource.Role.HELD_OUT);
        explicit.setVisible(file);
        explicit.setManaged(file);
        share.setDisable(file || model.readOnly());
        seed.setDisable(file || model.readOnly());
        ProjectSettings.Split split = model.project().settings().splitInForce();
        share.setText(Numbers.plain(split.heldOut()));
        seed.setText(Long.toString(split.seed()));
        error.setText("");
    }

    private void apply() {
        ProjectSettings.Split now = model.project().settings().splitInForce();
        try {
            double heldOut = Double.parseDouble(share.getText().strip().replace(',', '.'));
            long number = Long.parseLong(seed.getText().strip());
            error.setText("");
            if (heldOut != now.heldOut() || number != now.seed()) {
                model.splitBy(heldOut, number);
            }
        } catch (NumberFormatException _) {
            error.setText(Messages.text("data.split.noNumber"));
        } catch (UserError e) {
            error.setText(e.getMessage());
        }
    }

    private static String words(RecordKind kind, SplitCounts split) {
        int train = split.trainPairs();
        int trainPrompts = split.trainPrompts();
        int heldOut = split.heldOutPairs();
        int heldOutPrompts = split.heldOutPrompts();
        return switch (kind) {
            case PAIRS -> Messages.text("data.split.counts.pairs", train, trainPrompts, heldOut, heldOutPrompts);
            case COMPLETIONS ->
                Messages.text("data.split.counts.completions", train, trainPrompts, heldOut, heldOutPrompts);
            case UNPAIRED -> Messages.text("data.split.counts.unpaired", train, trainPrompts, heldOut, heldOutPrompts);
            case RANKINGS -> Messages.text("data.split.counts.rankings", train, trainPrompts, heldOut, heldOutPrompts);
        };
    }

    private static String overlap(SplitCounts split) {
        String shared = split.sharedPrompts() > 0 ? Messages.text("data.split.shared", split.sharedPrompts()) : "";
        String alike = split.alikePrompts() > 0 ? Messages.text("data.split.alike", split.alikePrompts()) : "";
        return (shared + "\n" + alike).strip();
    }

    private TextField field(String id, String name) {
        var field = new TextField();
        field.setId(id);
        field.setAccessibleText(name);
        field.setPrefColumnCount(7);
        field.setOnAction(_ -> apply());
        field.focusedProperty().subscribe((before, now) -> {
            if (before && !now) {
                apply();
            }
        });
        return field;
    }

    private static Label label(String text, TextField field) {
        var label = new Label(text);
        label.setLabelFor(field);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Label wrapped(String style) {
        var label = new Label();
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        label.getStyleClass().add(style);
        return label;
    }
}
