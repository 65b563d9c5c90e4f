package org.dpoworkbench.app.cli.options;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/// Says a problem of the configuration in the words of the command line: `--learning-rate` for `learning_rate`.
public final class OptionWords {
    private static final Set<String> ALONE = Set.of("beta", "optim");

    private OptionWords() {}

    public static String of(CommandSpec command, String problem) {
        String said = problem;
        for (String option : command.optionsMap().keySet()) {
            String name = option.replaceFirst("^--", "").replace('-', '_');
            // A single word may stand for itself in a sentence, except for those that mean nothing else here.
            if (option.startsWith("--") && (name.contains("_") || ALONE.contains(name))) {
                said = Pattern.compile("(?<![\\w-])" + name + "(?![\\w-])")
                        .matcher(said)
                        .replaceAll(Matcher.quoteReplacement(option));
            }
        }
        return said;
    }
}
