package org.dpoworkbench.app.window.runs;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.runs.RunTrash;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// Says that runs went into the trash and takes them back.
final class UndoBar extends HBox {
    private final Label text = new Label();

    UndoBar(RunsContext context) {
        getStyleClass().add("undo-bar");
        text.setMaxWidth(Double.MAX_VALUE);
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        var undo = new Button(Messages.text("runs.undo"));
        undo.setId("undo-delete");
        undo.setMinWidth(USE_PREF_SIZE);
        undo.setAccessibleText(Messages.text("runs.undo"));
        undo.setOnAction(_ -> context.actions().restore());
        var close = Icons.button(Feather.X, Messages.text("runs.undo.close"), context.actions()::forgetDeleted);
        getChildren().setAll(text, undo, close);
        context.actions().deleted().addListener((ListChangeListener<RunTrash.Thrown>)
                change -> show(change.getList().size()));
        show(context.actions().deleted().size());
    }

    private void show(int count) {
        setVisible(count > 0);
        setManaged(count > 0);
        text.setText(Messages.text("runs.undo.deleted", count));
    }
}
