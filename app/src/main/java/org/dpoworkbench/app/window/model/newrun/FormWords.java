package org.dpoworkbench.app.window.model.newrun;

import java.nio.file.Path;
import java.util.List;
import org.dpoworkbench.app.window.model.WindowWords;
import org.dpoworkbench.app.window.model.WindowWords.Remedy;
import org.dpoworkbench.ui.Messages;

/// What the engine says of a run that cannot start, in the words of the form.
final class FormWords {
    private static final WindowWords WORDS = new WindowWords(List.of(
            Remedy.of(WindowWords.TEMPLATE, () -> Messages.text("newrun.todo.template")),
            Remedy.of(WindowWords.FIELDS, () -> Messages.text("newrun.todo.fields"))));

    private FormWords() {}

    static String of(String problem, Path project) {
        return WORDS.of(problem, project);
    }
}
