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

    /// Checks the command that is asked for.
    ///
    /// @throws ParameterException with a line for each problem
    static void check(ParseResult parsed) {
        List<Exception> errors = new ArrayList<>(parsed.errors());
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
            errors.addAll(last.errors());
        }
        List<String> problems =
                new ArrayList<>(errors.stream().map(OptionCheck::message).toList());
        CommandLine command = last.commandSpec().commandLine();
        if (command.getCommand() instanceof Configured configured
                && errors.stream().allMatch(OptionCheck::leavesTheOthersWhole)
                && hasDefaults(last)) {
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

    /// After any other error the parser stops, and options that were not given are without their defaults.
    private static boolean leavesTheOthersWhole(Exception error) {
        return error.getClass() == ParameterException.class || error instanceof UnmatchedArgumentException;
    }

    /// Where the last option of a line is the wrong one, the parser ends before it gives the others their defaults.
    private static boolean hasDefaults(ParseResult parsed) {
        return parsed.commandSpec().options().stream()
                .filter(option -> option.defaultValue() != null && !parsed.hasMatchedOption(option))
                .noneMatch(option -> option.getValue() instanceof Number value
                        && Double.parseDouble(option.defaultValue()) != value.doubleValue());
    }

    private static String message(Exception error) {
        return error.getMessage() + didYouMean(error);
    }

    private static String didYouMean(Exception error) {
        List<String> similar =
                error instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        return similar.isEmpty() ? "" : ". Did you mean " + String.join(" or ", similar) + "?";
    }
}
