package org.dpoworkbench.app.window.data;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dpoworkbench.app.window.control.EmptyState;
import org.dpoworkbench.app.window.control.Icons;
import org.dpoworkbench.app.window.control.PlaceContext;
import org.dpoworkbench.app.window.control.Pulses;
import org.dpoworkbench.app.window.model.Place;
import org.dpoworkbench.app.window.model.Workbench;
import org.dpoworkbench.app.window.model.data.DataModel;
import org.dpoworkbench.ui.Messages;
import org.kordamp.ikonli.feather.Feather;

/// The place *Data*: sources at the left, their pairs in the middle with the lengths below, the selected
/// pair at the right.
public final class DataPlace extends BorderPane {
    private static final double SOURCES_MOST = 360;

    private final Workbench workbench;
    private final DataModel model;

    public DataPlace(PlaceContext context) {
        this(context, new DataModel(context.workbench()));
    }

    DataPlace(PlaceContext context, DataModel model) {
        this.workbench = context.workbench();
        this.model = model;
        setId("data-place");
        getStyleClass().add("data-place");
        var table = new PairTableView(model);
        StackPane lengths = Pulses.pane(() -> new LengthPane(model, context.theme()));
        var middle = new SplitPane(new VBox(new PairToolbar(model, table), table), lengths);
        SplitPane.setResizableWithParent(lengths, false);
        VBox.setVgrow(table, Priority.ALWAYS);
        middle.setOrientation(Orientation.VERTICAL);
        middle.setDividerPositions(0.68);
        StackPane left = Pulses.pane(() -> new SourcesPane(model));
        var main = new SplitPane(left, middle, Pulses.pane(() -> new PairPane(model)));
        main.setDividerPositions(0.24, 0.7);
        SplitPane.setResizableWithParent(left, false);
        left.setMaxWidth(SOURCES_MOST);
        main.getStyleClass().add("data-split");
        BooleanBinding none = Bindings.isEmpty(model.sources());
        main.visibleProperty().bind(none.not());
        EmptyState empty = empty();
        empty.visibleProperty().bind(none);
        setCenter(new StackPane(main, empty));
        new FileDrop(this, this::add).install();
        DataCommands.install(workbench, model, this, table);
    }

    /// Adds preference files, and folders with such files, to the project.
    public void add(List<Path> paths) {
        workbench.placeProperty().set(Place.DATA);
        model.sourceActions().add(paths);
    }

    private EmptyState empty() {
        var files = new Button(Messages.text("data.add.files"), Icons.of(Feather.FILE_PLUS));
        files.setId("data-empty-add");
        files.setDefaultButton(true);
        files.setAccessibleText(Messages.text("data.add.files"));
        files.setOnAction(_ -> model.sourceActions().addFiles());
        files.setDisable(model.readOnly());
        var folder = new Button(Messages.text("data.add.folderButton"), Icons.of(Feather.FOLDER_PLUS));
        folder.setAccessibleText(Messages.text("data.add.folderButton"));
        folder.setOnAction(_ -> model.sourceActions().addFolder());
        folder.setDisable(model.readOnly());
        var sample = new Hyperlink(Messages.text("data.add.sample"));
        sample.setId("data-empty-sample");
        sample.setAccessibleText(Messages.text("data.add.sample"));
        sample.setOnAction(_ -> model.sourceActions().addSample());
        sample.setDisable(model.readOnly());
        return new EmptyState(
                Messages.text("data.empty.title"),
                Messages.text("data.empty.what"),
                new HBox(8, files, folder),
                sample);
    }
}
