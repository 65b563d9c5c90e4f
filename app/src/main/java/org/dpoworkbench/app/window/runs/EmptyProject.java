package org.dpoworkbench.app.window.runs;

import java.nio.file.Path;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.dpoworkbench.ui.Messages;

/// Stands where the runs will be: says what belongs there and how to start the first one.
final class EmptyProject extends VBox {
    EmptyProject(Path project) {
        getStyleClass().add("empty-project");
        setMaxHeight(USE_PREF_SIZE);
        var title = new Label(Messages.text("empty.title"));
        title.getStyleClass().add("title");
        getChildren()
                .setAll(
                        title,
                        sentence(Messages.text("empty.what")),
                        sentence(Messages.text("empty.demo")),
                        command("./dpo demo"),
                        sentence(Messages.text("empty.train")),
                        command("./dpo train --model MODEL_DIR --data PAIRS.jsonl --output "
                                + quoted(project.resolve("runs").resolve("first"))));
    }

    private static Label sentence(String text) {
        var label = new Label(text);
        label.setWrapText(true);
        return label;
    }

    /// Read only, yet reached by the keyboard, so that it can be selected and copied.
    private static TextField command(String line) {
        var field = new TextField(line);
        field.setEditable(false);
        field.getStyleClass().add("command");
        field.setAccessibleText(Messages.text("empty.command.accessible"));
        return field;
    }

    private static String quoted(Path path) {
        String text = path.toAbsolutePath().normalize().toString();
        return text.contains(" ") ? "\"" + text + "\"" : text;
    }
}
