package org.dpoworkbench.app.window.model.data;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dpoworkbench.ui.Messages;

/// What the engine says of a file, in the window's words: a sentence that tells an option of the command line tells
/// what to do here instead, and files of the project go without its folder.
final class DataProblem {
    private static final Pattern SENTENCES = Pattern.compile("(?<=\\.) (?=[\\p{Lu}`])");
    private static final Pattern OPTION = Pattern.compile("--([a-z][a-z-]*)");
    private static final Pattern TEMPLATE = Pattern.compile("--chat-template\\b");
    private static final Pattern FIELDS = Pattern.compile(
            "--(prompt|chosen|rejected|completions?|label|ranks|scores|preference)\\b" + "|docs/preference-files\\.md");
    private static final Pattern KIND = Pattern.compile("--loss-type\\b|`dpo (sft|pairs build)`");

    private DataProblem() {}

    static String of(String problem, Path project) {
        String here = problem.replace(project + project.getFileSystem().getSeparator(), "");
        return SENTENCES
                .splitAsStream(here)
                .map(sentence -> toDo(sentence).orElseGet(() -> settings(sentence)))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> toDo(String sentence) {
        if (TEMPLATE.matcher(sentence).find()) {
            return Optional.of(Messages.text("data.todo.template"));
        }
        if (FIELDS.matcher(sentence).find()) {
            return Optional.of(Messages.text("data.todo.fields"));
        }
        return KIND.matcher(sentence).find() ? Optional.of(Messages.text("data.todo.kind")) : Optional.empty();
    }

    /// Any other option by its setting's name.
    private static String settings(String sentence) {
        return OPTION.matcher(sentence).replaceAll(option -> option.group(1).replace('-', '_'));
    }
}
