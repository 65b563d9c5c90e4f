package org.dpoworkbench.app.window.data;

import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
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

/// The preference files, the tokenizer that counts, the split, and, always in view, the problems found.
final class SourcesPane extends VBox {
    private static final double PROBLEMS_LEAST = 150;
    private static final double PROBLEMS_MOST = 230;

    private final DataModel model;
    private final VBox cards = new VBox();

    SourcesPane(DataModel model) {
        this.model = model;
        getStyleClass().add("sources-pane");
        setMinWidth(200);
        setPrefWidth(250);
        cards.getStyleClass().add("source-cards");
        model.sources().addListener((ListChangeListener<SourceLine>) _ -> showCards());
        showCards();
        var content = new VBox(head(), cards, trouble(), new TokenizerChoice(model), new SplitForm(model), benchmark());
        content.getStyleClass().add("sources");
        var scroll = scroll(content, Messages.text("data.sources"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        var problems = scroll(new ProblemList(model), Messages.text("data.problems"));
        problems.setMinHeight(PROBLEMS_LEAST);
        problems.setMaxHeight(PROBLEMS_MOST);
        getChildren().setAll(scroll, problems);
    }

    private static ScrollPane scroll(Node content, String name) {
        var scroll = new ScrollPane(content);
        scroll.getStyleClass().add("edge-to-edge");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setAccessibleText(name);
        return scroll;
    }

    private HBox head() {
        var title = new Label(Messages.text("data.sources"));
        title.getStyleClass().add("section");
        title.setMinWidth(USE_PREF_SIZE);
        var space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button files =
                Icons.button(Feather.FILE_PLUS, Messages.text("data.add.files"), model.sourceActions()::addFiles);
        files.setId("data-add");
        files.setDisable(model.readOnly());
        Button folder = Icons.button(
                Feather.FOLDER_PLUS, Messages.text("data.add.folderButton"), model.sourceActions()::addFolder);
        folder.setDisable(model.readOnly());
        folder.setId("data-add-folder");
        Button path = Icons.button(Feather.LINK, Messages.text("data.add.path"), () -> PathForm.show(folder, model));
        path.setId("data-add-path");
        path.setDisable(model.readOnly());
        Button again = Icons.button(Feather.REFRESH_CW, Messages.text("data.readAgain"), model::readAgain);
        var head = new HBox(title, space, files, folder, path, again);
        head.getStyleClass().add("head");
        return head;
    }

    /// What the records are held against, so that an evaluation on it later is no recital.
    private VBox benchmark() {
        var title = new Label(Messages.text("data.benchmark"));
        title.getStyleClass().add("section");
        var file = new Label();
        file.setWrapText(true);
        file.getStyleClass().add("quiet");
        file.textProperty()
                .bind(model.benchmarkProperty()
                        .map(chosen -> chosen.map(path -> path.getFileName().toString())
                                .orElseGet(() -> Messages.text("data.benchmark.none"))));
        file.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(file, Priority.ALWAYS);
        Button choose = Icons.button(
                Feather.FILE_PLUS, Messages.text("data.benchmark.title"), model.sourceActions()::chooseBenchmark);
        choose.setId("data-benchmark");
        Button none = Icons.button(
                Feather.X,
                Messages.text("data.benchmark.clear"),
                () -> model.benchmarkProperty().set(Optional.empty()));
        none.visibleProperty().bind(model.benchmarkProperty().map(Optional::isPresent));
        none.managedProperty().bind(none.visibleProperty());
        var box = new VBox(title, new HBox(file, none, choose));
        box.getStyleClass().add("benchmark");
        return box;
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
