package org.dpoworkbench.app.window.data;

import atlantafx.base.controls.Popover;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.ui.Messages;

/// Takes a source as a path that is typed, for what no chooser offers: a pattern, or a split of a folder.
final class PathForm extends VBox {
    private PathForm(DataModel model, Runnable close) {
        getStyleClass().add("fields-form");
        var title = new Label(Messages.text("data.path.title"));
        title.getStyleClass().add("section");
        var path = new TextField();
        path.setId("data-path");
        path.setPromptText(Messages.text("data.path.prompt"));
        path.setAccessibleText(Messages.text("data.path.title"));
        path.setPrefColumnCount(26);
        HBox.setHgrow(path, Priority.ALWAYS);
        var add = new Button(Messages.text("data.path.add"));
        add.setDefaultButton(true);
        add.setAccessibleText(Messages.text("data.path.add"));
        add.disableProperty().bind(path.textProperty().map(String::isBlank));
        add.setMinWidth(USE_PREF_SIZE);
        add.setOnAction(_ -> {
            model.sourceActions().addPath(path.getText());
            close.run();
        });
        var what = new Label(Messages.text("data.path.what"));
        what.getStyleClass().add("quiet");
        what.setWrapText(true);
        what.setMaxWidth(360);
        var line = new HBox(path, add);
        line.getStyleClass().add("buttons");
        getChildren().addAll(title, line, what);
    }

    static void show(Node owner, DataModel model) {
        var popover = new Popover();
        popover.setContentNode(new PathForm(model, popover::hide));
        popover.setHeaderAlwaysVisible(false);
        popover.setDetachable(false);
        popover.setArrowLocation(Popover.ArrowLocation.TOP_LEFT);
        popover.show(owner);
    }
}
