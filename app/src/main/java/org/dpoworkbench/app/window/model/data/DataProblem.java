package org.dpoworkbench.app.window.model.data;

import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.app.window.model.WindowWords;
import org.dpoworkbench.app.window.model.WindowWords.Remedy;
import org.dpoworkbench.ui.Messages;

/// What the engine says of a file, in the words of the place *Data*.
final class DataProblem {
    private static final WindowWords WORDS = new WindowWords(List.of(
            Remedy.of(WindowWords.TEMPLATE, () -> Messages.text("data.todo.template")),
            Remedy.of(WindowWords.FIELDS + "|docs/preference-files\\.md", () -> Messages.text("data.todo.fields")),
            Remedy.of("--loss-type\\b|`dpo (sft|pairs build)`", () -> Messages.text("data.todo.kind"))));

    private DataProblem() {}

    static String of(String problem, Path project) {
        return WORDS.of(problem, project);
    }
}
