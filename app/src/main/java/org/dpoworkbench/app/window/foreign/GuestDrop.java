package org.dpoworkbench.app.window.foreign;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import org.dpoworkbench.app.window.model.foreign.Guests;
import org.dpoworkbench.engine.guest.GuestRuns;

/// Lets records of other programs' runs be dropped onto a node. While one is over it, the node has the
/// pseudo-class `drop-target`. One folder alone is passed on to the window, as it may be a project.
public final class GuestDrop {
    private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");

    private GuestDrop() {}

    /// Whether at least one of the paths may be a run; told by their names, as a drag asks again and again.
    public static boolean accepts(List<Path> paths) {
        return paths.stream().anyMatch(GuestRuns::mayBe);
    }

    public static void install(Node node, Guests guests) {
        node.addEventHandler(DragEvent.DRAG_OVER, event -> {
            if (accepts(paths(event))) {
                event.acceptTransferModes(TransferMode.COPY, TransferMode.LINK);
                node.pseudoClassStateChanged(TARGET, true);
                event.consume();
            }
        });
        node.addEventHandler(DragEvent.DRAG_EXITED, _ -> node.pseudoClassStateChanged(TARGET, false));
        node.addEventHandler(DragEvent.DRAG_DROPPED, event -> {
            List<Path> runs = paths(event).stream().filter(GuestRuns::mayBe).toList();
            if (!runs.isEmpty() && !isOneFolder(runs)) {
                guests.add(runs);
                event.setDropCompleted(true);
                event.consume();
            }
        });
    }

    private static boolean isOneFolder(List<Path> paths) {
        return paths.size() == 1 && Files.isDirectory(paths.getFirst());
    }

    private static List<Path> paths(DragEvent event) {
        return event.getDragboard().getFiles().stream().map(File::toPath).toList();
    }
}
