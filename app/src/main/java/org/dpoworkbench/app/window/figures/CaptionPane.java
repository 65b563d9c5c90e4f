package org.dpoworkbench.app.window.figures;

import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.figures.FiguresModel;
import org.dpoworkbench.app.window.model.figures.Preview;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The caption, with where its numbers come from.
final class CaptionPane extends VBox {
    CaptionPane(FiguresModel model) {
        getStyleClass().add("figure-caption");
        var text = new TextArea();
        text.setId("figure-caption");
        text.setEditable(false);
        text.setWrapText(true);
        text.setPrefRowCount(4);
        text.setMinHeight(48);
        text.setAccessibleText(Messages.text("figures.caption"));
        model.previewProperty()
                .subscribe(preview -> text.setText(preview.map(Preview::caption).orElse("")));
        var head = new Label(Messages.text("figures.caption"));
        head.getStyleClass().add("section");
        var between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        var line = new HBox(
                head, between, Icons.button(Feather.COPY, Messages.text("figures.copy.caption"), model::copyCaption));
        line.getStyleClass().add("caption-head");
        getChildren().setAll(line, text);
    }
}
