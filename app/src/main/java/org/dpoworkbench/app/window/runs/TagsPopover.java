package org.dpoworkbench.app.window.runs;

import atlantafx.base.controls.Popover;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.RunTags;
import org.dpoworkbench.ui.Messages;

/// The tags of the selected runs as a line to write; Enter keeps it, Escape does not.
final class TagsPopover {
    private final RunsContext context;

    TagsPopover(RunsContext context) {
        this.context = context;
    }

    /// @param at what it points at
    void show(Node at) {
        List<RunItem> runs = List.copyOf(context.list().selection());
        if (runs.isEmpty()) {
            return;
        }
        var field = new TextField(RunTags.common(runs));
        field.setId("run-tags");
        field.setPrefColumnCount(24);
        field.setAccessibleText(Messages.text("runs.tags.title", runs.size()));
        var help = new Label(Messages.text("runs.tags.help"));
        help.getStyleClass().add("quiet");
        var content = new VBox(new Label(Messages.text("runs.tags.title", runs.size())), field, help);
        content.getStyleClass().add("tags-editor");
        var popover = new Popover(content);
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        popover.setArrowLocation(Popover.ArrowLocation.TOP_CENTER);
        field.setOnAction(_ -> {
            RunTags.set(runs, field.getText());
            popover.hide();
        });
        popover.show(at);
        field.requestFocus();
    }
}
