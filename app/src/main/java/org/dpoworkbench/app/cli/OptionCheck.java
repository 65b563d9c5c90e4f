package org.dpoworkbench.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.app.cli.options.OptionWords;
import org.dpoworkbench.engine.problem.UserError;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Finds everything that is wrong with a command line before anything is done.
final class OptionCheck {
    private OptionCheck() {}

    /// @throws ParameterException with a line for each problem
    static void of(ParseResult parsed) {
        List<String> problems = new ArrayList<>();
        ParseResult last = parsed;
        collect(last, problems);
        while (last.hasSubcommand()) {
            last = last.subcommand();
            collect(last, problems);
        }
        CommandLine command = last.commandSpec().commandLine();
        if (command.getCommand() instanceof Configured configured) {
            try {
                configured.checkOptions();
            } catch (UserError e) {
                e.problems().stream()
                        .map(problem -> OptionWords.of(command.getCommandSpec(), problem))
                        .forEach(problems::add);
            }
        }
        if (!problems.isEmpty()) {
            throw new ParameterException(command, String.join(System.lineSeparator(), problems));
        }
    }

    private static void collect(ParseResult parsed, List<String> problems) {
        for (Exception error : parsed.errors()) {
            problems.add(error.getMessage() + didYouMean(error));
        }
    }

    private static String didYouMean(Exception error) {
        List<String> similar =
                error instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return similar.isEmpty() ? "" : ". Did you mean " + String.join(" or ", similar) + "?";
    }
}
