package org.dpoworkbench.app.window.data;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/// Files dragged onto a node, or anywhere onto its window where nobody else takes them.
final class FileDrop {
    private final Node node;
    private final Consumer<List<Path>> take;

    FileDrop(Node node, Consumer<List<Path>> take) {
        this.node = node;
        this.take = take;
    }

    void install() {
        node.addEventHandler(DragEvent.DRAG_OVER, this::over);
        node.addEventHandler(DragEvent.DRAG_DROPPED, this::dropped);
        node.sceneProperty().subscribe(now -> {
            if (now != null) {
                install(now);
            }
        });
    }

    private void install(Scene scene) {
        if (scene.getProperties().putIfAbsent(FileDrop.class, this) == null) {
            scene.addEventHandler(DragEvent.DRAG_OVER, this::over);
            scene.addEventHandler(DragEvent.DRAG_DROPPED, this::dropped);
        }
    }

    private void over(DragEvent event) {
        if (event.getDragboard().hasFiles()) {
            event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
            event.consume();
        }
    }

    private void dropped(DragEvent event) {
        if (event.getDragboard().hasFiles() && !isProject(event)) {
            take.accept(
                    event.getDragboard().getFiles().stream().map(File::toPath).toList());
            event.setDropCompleted(true);
            event.consume();
        }
    }

    /// A project's folder is for opening.
    private static boolean isProject(DragEvent event) {
        return event.getDragboard().getFiles().stream()
                .anyMatch(file -> Files.isRegularFile(file.toPath().resolve("project.yaml")));
    }
}
