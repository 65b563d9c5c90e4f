package org.dpoworkbench.app.window.shell;

import java.util.List;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.dpoworkbench.app.window.model.Command;

/// Runs commands by their keys, before the focused control sees them. Several commands may have the same keys:
/// the first that can be done now is meant. Keys that edit text belong to the field that is written in.
final class Shortcuts {
    /// What undoes, redoes, selects and jumps by words in a text field, together with the shortcut key.
    private static final List<KeyCombination> EDITING = Stream.of(
                    "Z", "Shift+Z", "Y", "A", "C", "X", "V", "Left", "Right", "Shift+Left", "Shift+Right")
            .map(keys -> KeyCombination.valueOf("Shortcut+" + keys))
            .toList();

    private Shortcuts() {}

    static void install(Node root, List<Command> commands) {
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getTarget() instanceof TextInputControl
                    && EDITING.stream().anyMatch(keys -> keys.match(event))) {
                return;
            }
            commands.stream()
                    .filter(command -> !command.shortcut().isEmpty())
                    .filter(command ->
                            KeyCombination.valueOf(command.shortcut()).match(event))
                    .filter(command -> command.enabled().getAsBoolean())
                    .findFirst()
                    .ifPresent(command -> {
                        event.consume();
                        command.action().run();
                    });
        });
    }

    /// The keys as this system writes them.
    static String shown(Command command) {
        return command.shortcut().isEmpty()
                ? ""
                : KeyCombination.valueOf(command.shortcut()).getDisplayText();
    }
}
