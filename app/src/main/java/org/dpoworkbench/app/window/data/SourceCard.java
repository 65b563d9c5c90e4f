package org.dpoworkbench.app.window.data;

import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.SourceActions;
import org.dpoworkbench.app.window.model.data.SourceLine;
import org.dpoworkbench.engine.config.PromptExtraction;
import org.dpoworkbench.engine.data.SourceReport;
import org.dpoworkbench.engine.project.DataSource;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// A preference file: what it is for, how it is read, and what is the matter with it.
final class SourceCard extends VBox {
    private final DataModel model;
    private final SourceActions actions;
    private final SourceLine line;

    SourceCard(DataModel model, SourceLine line) {
        this.model = model;
        this.actions = model.sourceActions();
        this.line = line;
        getStyleClass().add("source-card");
        getChildren().addAll(head(), role());
        line.read().ifPresent(this::showRead);
        if (line.changed()) {
            getChildren().add(changed());
        }
        line.problems().forEach(problem -> getChildren().add(wrapped(problem, "trouble")));
    }

    private Node head() {
        var name = new Label(line.name());
        name.getStyleClass().add("source-name");
        name.setTooltip(new Tooltip(line.file().toString()));
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        var menu = new MenuButton(null, Icons.of(Feather.MORE_HORIZONTAL));
        menu.getStyleClass().addAll("button-icon", "flat", "no-arrow", "small");
        menu.setAccessibleText(Messages.text("data.source.menu", line.name()));
        menu.setTooltip(new Tooltip(Messages.text("data.source.menu", line.name())));
        menu.setDisable(model.readOnly());
        var fields = new MenuItem(Messages.text("data.fields.edit"));
        fields.setOnAction(_ -> FieldsForm.show(this, model, line));
        var copy = new MenuItem(Messages.text("data.source.copy"));
        copy.setOnAction(_ -> actions.copyIntoProject(line));
        copy.setDisable(!actions.canCopy(line));
        var remove = new MenuItem(Messages.text("data.source.remove"));
        remove.setOnAction(_ -> actions.remove(line.source()));
        menu.getItems().setAll(fields, copy, remove);
        var head = new HBox(name, menu);
        head.getStyleClass().add("source-head");
        return head;
    }

    private Node role() {
        var group = new ToggleGroup();
        var box = new HBox(
                role(group, DataSource.Role.TRAIN, Messages.text("data.role.train"), "left-pill"),
                role(group, DataSource.Role.HELD_OUT, Messages.text("data.role.heldOut"), "right-pill"));
        box.getStyleClass().add("roles");
        return box;
    }

    private ToggleButton role(ToggleGroup group, DataSource.Role role, String word, String pill) {
        var button = new ToggleButton(word);
        button.getStyleClass().addAll("small", pill);
        button.setToggleGroup(group);
        button.setSelected(line.source().role() == role);
        button.setAccessibleText(Messages.text("data.role.accessible", line.name(), word));
        button.setDisable(model.readOnly());
        button.setOnAction(_ -> {
            button.setSelected(true);
            if (line.source().role() != role) {
                actions.changeRole(line.source(), role);
            }
        });
        return button;
    }

    private void showRead(SourceLine.Read read) {
        var fields = new Hyperlink(
                read.fields().isEmpty() ? Messages.text("data.fields.unknown") : String.join(", ", read.fields()));
        fields.getStyleClass().add("fields-link");
        fields.setWrapText(true);
        fields.setTooltip(new Tooltip(Messages.text("data.fields.tooltip")));
        fields.setAccessibleText(Messages.text("data.fields.accessible", line.name()));
        fields.setOnAction(_ -> {
            fields.setVisited(false);
            if (!model.readOnly()) {
                FieldsForm.show(this, model, line);
            }
        });
        read.layout().ifPresent(layout -> getChildren().add(wrapped(layout.words(), "quiet")));
        getChildren().add(fields);
        read.report().ifPresent(report -> {
            report.promptExtraction().ifPresent(rule -> getChildren().add(wrapped(rule(rule), "quiet")));
            getChildren().add(wrapped(counts(report), "quiet"));
        });
        if (!read.refused().isEmpty()) {
            getChildren()
                    .add(wrapped(
                            read.refused().stream().collect(Collectors.joining("\n")) + "\n"
                                    + Messages.text("data.refused.whatToDo"),
                            "trouble"));
        }
    }

    private static String rule(PromptExtraction rule) {
        return rule == PromptExtraction.MARKER
                ? Messages.text("data.extraction.marker.inForce")
                : Messages.text("data.extraction.prefix.inForce");
    }

    private static String counts(SourceReport report) {
        int dropped =
                report.dropped().values().stream().mapToInt(Integer::intValue).sum();
        return Messages.text("data.source.counts", report.records(), report.kept(), dropped, report.refused());
    }

    private Node changed() {
        var text = wrapped(Messages.text("data.changed"), "warning-text");
        var accept = new Button(Messages.text("data.changed.accept"));
        accept.getStyleClass().add("small");
        accept.setAccessibleText(Messages.text("data.changed.accept"));
        accept.setTooltip(new Tooltip(Messages.text("data.changed.tooltip")));
        accept.setDisable(model.readOnly());
        accept.setOnAction(_ -> actions.acceptChange(line));
        return new VBox(4, text, accept);
    }

    private static Label wrapped(String text, String style) {
        var label = new Label(text);
        label.setWrapText(true);
        label.getStyleClass().add(style);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }
}
