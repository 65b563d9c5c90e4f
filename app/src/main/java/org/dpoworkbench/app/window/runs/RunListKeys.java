package org.dpoworkbench.app.window.runs;

import java.util.List;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyEvent;
import org.dpoworkbench.app.window.model.run.RunItem;
import org.dpoworkbench.app.window.model.runs.RunCommands;
import org.dpoworkbench.app.window.model.runs.RunRow;

/// The list's own keys: space is the eye, B the baseline, T the tags, F2 the name, Delete the trash,
/// Enter the details.
final class RunListKeys {
    private final RunsContext context;
    private final ListView<RunRow> list;

    RunListKeys(RunsContext context, ListView<RunRow> list) {
        this.context = context;
        this.list = list;
    }

    void install() {
        list.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (!event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown() && act(event)) {
                event.consume();
            }
        });
    }

    private boolean act(KeyEvent event) {
        RunCommands commands = context.commands();
        switch (event.getCode()) {
            case SPACE -> commands.shown.runIfEnabled();
            case B -> commands.baseline.runIfEnabled();
            case T -> context.wishes().tags();
            case DELETE -> delete();
            case F2 -> context.wishes().rename();
            case ENTER -> context.wishes().details();
            default -> {
                return false;
            }
        }
        return true;
    }

    /// Throws the project's own runs away and takes others off the list.
    private void delete() {
        List<RunItem> runs = List.copyOf(context.list().selection());
        if (!runs.isEmpty() && runs.stream().allMatch(RunItem::isGuest)) {
            context.workbench().guests().remove(runs);
        } else {
            context.commands().delete.action().run();
        }
    }
}
