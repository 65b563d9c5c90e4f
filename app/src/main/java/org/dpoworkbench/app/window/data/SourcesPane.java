package org.dpoworkbench.app.window.data;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.app.window.model.data.SourceLine;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The preference files, the tokenizer that counts, the split, and the problems found.
final class SourcesPane extends ScrollPane {
    private final DataModel model;
    private final VBox cards = new VBox();

    SourcesPane(DataModel model) {
        this.model = model;
        getStyleClass().addAll("sources-pane", "edge-to-edge");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setMinWidth(190);
        setAccessibleText(Messages.text("data.sources"));
        cards.getStyleClass().add("source-cards");
        model.sources().addListener((ListChangeListener<SourceLine>) _ -> showCards());
        showCards();
        var content = new VBox(
                head(), cards, trouble(), new TokenizerChoice(model), new SplitForm(model), new ProblemList(model));
        content.getStyleClass().add("sources");
        setContent(content);
    }

    private HBox head() {
        var title = new Label(Messages.text("data.sources"));
        title.getStyleClass().add("section");
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button files =
                Icons.button(Feather.FILE_PLUS, Messages.text("data.add.files"), model.sourceActions()::addFiles);
        files.setId("data-add");
        files.setDisable(model.readOnly());
        Button folder = Icons.button(
                Feather.FOLDER_PLUS, Messages.text("data.add.folderButton"), model.sourceActions()::addFolder);
        folder.setDisable(model.readOnly());
        Button again = Icons.button(Feather.REFRESH_CW, Messages.text("data.readAgain"), model::readAgain);
        var head = new HBox(title, space, files, folder, again);
        head.getStyleClass().add("head");
        return head;
    }

    private void showCards() {
        cards.getChildren()
                .setAll(model.sources().stream()
                        .map(line -> new SourceCard(model, line))
                        .toList());
    }

    private Label trouble() {
        var label = new Label();
        label.setId("data-problem");
        label.getStyleClass().add("trouble");
        label.setWrapText(true);
        label.textProperty().bind(model.problemProperty().map(text -> text.orElse("")));
        label.visibleProperty().bind(label.textProperty().isNotEmpty());
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }
}
