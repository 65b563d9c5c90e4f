package org.dpoworkbench.app.window.model;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What the engine says, in the window's words: a sentence that tells an option of the command line tells what to do
/// here instead, or names the setting, and files of the project go without its folder.
///
/// @param remedies the first that fits a sentence stands for it
public record WindowWords(List<Remedy> remedies) {
    /// The options that name a record's fields.
    public static final String FIELDS = "--(prompt|chosen|rejected|completions?|label|ranks|scores|preference)\\b";

    /// The option that gives a chat template, where it is what is missing and not what a sentence begins with.
    public static final String TEMPLATE = ".--chat-template\\b";

    private static final Pattern SENTENCES = Pattern.compile("(?<=\\.) (?=[\\p{Lu}`])");
    private static final Pattern OPTION = Pattern.compile("--([a-z][a-z-]*)");

    /// @param told what only the command line has
    /// @param here what to do in the window
    public record Remedy(Pattern told, Supplier<String> here) {
        public static Remedy of(String told, Supplier<String> here) {
            return new Remedy(Pattern.compile(told), here);
        }
    }

    public String of(String problem, Path project) {
        String here = problem.replace(project + project.getFileSystem().getSeparator(), "");
        return SENTENCES.splitAsStream(here).map(this::sentence).distinct().collect(Collectors.joining(" "));
    }

    private String sentence(String told) {
        return remedies.stream()
                .filter(remedy -> remedy.told().matcher(told).find())
                .findFirst()
                .map(remedy -> remedy.here().get())
                .orElseGet(() -> OPTION.matcher(told)
                        .replaceAll(option -> option.group(1).replace('-', '_')));
    }
}
