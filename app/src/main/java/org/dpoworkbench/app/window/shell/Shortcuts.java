package org.dpoworkbench.app.window.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.dpoworkbench.app.window.model.Command;

/// Runs commands by their keys, before the focused control sees them.
final class Shortcuts {
    private Shortcuts() {}

    static void install(Node root, List<Command> commands) {
        root.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> commands.stream()
                        .filter(command -> !command.shortcut().isEmpty())
                        .filter(command ->
                                KeyCombination.valueOf(command.shortcut()).match(event))
                        .findFirst()
                        .ifPresent(command -> {
                            event.consume();
                            command.runIfEnabled();
                        }));
    }

    /// The keys as this system writes them.
    static String shown(Command command) {
        return command.shortcut().isEmpty()
                ? ""
                : KeyCombination.valueOf(command.shortcut()).getDisplayText();
    }
}
