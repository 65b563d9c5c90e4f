package org.dpoworkbench.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.dpoworkbench.app.cli.print.Console;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class HelpTest {
    static Stream<CommandLine> commands() {
        Console console = Console.log(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()));
        return all(Dpo.commandLine(new FakeRooms().rooms(), console));
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpTest::all));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionHasADescriptionAndADefault(CommandLine command) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            String description = String.join(" ", option.description());
            assertThat(description).as(option.longestName()).isNotBlank().endsWith(".");
            if (!option.usageHelp() && !option.versionHelp()) {
                assertThat(description).as(option.longestName()).containsPattern("\\(default: |\\(required\\)");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandShowsItsHelp(CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        String[] line = (name + " --help").substring("dpo ".length()).split(" ");
        Cli cli = new Cli();

        assertThat(cli.run(line)).isEqualTo(ExitCode.FINISHED);
        assertThat(cli.out()).startsWith("Usage: " + name).doesNotContain("${");
        assertThat(cli.err()).isEmpty();
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(cli.out()).contains(option.longestName());
        }
    }

    @Test
    void theFirstHelpListsCommandsAndExitCodes() {
        Cli cli = new Cli();
        cli.run("--help");

        assertThat(cli.out())
                .contains(
                        "demo",
                        "train",
                        "attach",
                        "sft",
                        "generate",
                        "score",
                        "logps",
                        "merge",
                        "check-data",
                        "compare",
                        "report")
                .contains("benchmark", "sample-project", "runlog", "doctor", "Exit codes:");
    }
}
