package org.dpoworkbench.app.cli;

import java.util.function.IntSupplier;
import org.dpoworkbench.app.cli.options.Values;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.room.Rooms;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/// The command line `dpo`.
@Command(
        name = "dpo",
        customSynopsis = {"dpo COMMAND [OPTIONS]", "dpo   (without a command: opens the window)"},
        description = "DPO Workbench: preference optimisation of language models.",
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        commandListHeading = "%nCommands:%n")
public final class Dpo extends CommandGroup {
    private static final int HELP_COLUMNS = 100;
    private static final int FEWEST_HELP_COLUMNS = 60;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at it
    private boolean version;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Where something goes wrong, show the stack trace too (default: off).")
    private boolean verbose;

    private Dpo() {}

    /// Runs a command line.
    ///
    /// @return the process's exit code, see [ExitCode]
    public static int run(Rooms rooms, Console console, String... arguments) {
        return run(rooms, console, Interrupts.ofProcess(), arguments);
    }

    static int run(Rooms rooms, Console console, Interrupts interrupts, String... arguments) {
        Dpo dpo = new Dpo();
        CommandLine commandLine = commandLine(dpo, rooms, console, interrupts);
        return guard(() -> commandLine.execute(arguments), new Failures(console, dpo.verbose));
    }

    /// Opens the window.
    ///
    /// @param window returns when it is closed
    /// @return the process's exit code
    public static int openWindow(Runnable window, Console console) {
        return guard(
                () -> {
                    window.run();
                    return ExitCode.FINISHED.number();
                },
                new Failures(console, false));
    }

    /// What picocli does not catch, errors above all: nobody sees a bare stack trace.
    private static int guard(IntSupplier command, Failures failures) {
        try {
            return command.getAsInt();
        } catch (Throwable e) {
            return failures.tell(e).number();
        } finally {
            failures.console().out().flush();
            failures.console().err().flush();
        }
    }

    /// The commands, for a test to look at.
    static CommandLine commandLine(Rooms rooms, Console console) {
        return commandLine(new Dpo(), rooms, console, Interrupts.ofProcess());
    }

    private static CommandLine commandLine(Dpo dpo, Rooms rooms, Console console, Interrupts interrupts) {
        Supervisor supervisor = new Supervisor(console, interrupts, rooms.runs()::json);
        RunStart start = new RunStart(rooms.runs(), supervisor, console);
        CommandLine commandLine = new CommandLine(dpo)
                .addSubcommand(new DemoCommand(rooms, supervisor, console))
                .addSubcommand(new TrainCommand(start))
                .addSubcommand(new AttachCommand(rooms.runs(), supervisor))
                .addSubcommand(new SftCommand(start))
                .addSubcommand(new GenerateCommand(rooms.sampler(), console))
                .addSubcommand(new ScoreCommand(rooms.scorer(), console))
                .addSubcommand(new LogpsCommand(rooms.logProbabilities(), console))
                .addSubcommand(new MergeCommand(rooms.adapterMerge(), console))
                .addSubcommand(new CheckDataCommand(rooms.dataChecker(), console))
                .addSubcommand(new CommandLine(new PairsCommand()).addSubcommand(new PairsCommand.Build(console)))
                .addSubcommand(new CompareCommand(rooms.reports(), console))
                .addSubcommand(new ReportCommand(rooms.reports(), console))
                .addSubcommand(new BenchmarkCommand(rooms.benchmark(), console))
                .addSubcommand(new CommandLine(new SampleProjectCommand())
                        .addSubcommand(new SampleProjectCommand.Build(rooms.sampleProjects(), console))
                        .addSubcommand(new SampleProjectCommand.Bandit(rooms.sampleProjects(), console)))
                .addSubcommand(new CommandLine(new RunlogCommand())
                        .addSubcommand(new RunlogCommand.Rebuild(rooms.runLogs(), console)))
                .addSubcommand(new DoctorCommand(rooms.deviceDoctor(), console))
                .addSubcommand(new GpuSelfcheckCommand(rooms.deviceDoctor(), rooms.benchmark(), console));
        Values.register(commandLine);
        collectErrors(commandLine.getCommandSpec());
        commandLine.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
        return commandLine
                .setOut(console.out())
                .setErr(console.err())
                .setUsageHelpWidth(
                        Math.max(FEWEST_HELP_COLUMNS, console.columns().orElse(HELP_COLUMNS)))
                .setUsageHelpLongOptionsMaxWidth(36)
                .setHelpFactory(HelpSections::new)
                .setExecutionStrategy(Dpo::checkAndExecute)
                .setParameterExceptionHandler((wrong, _) -> tellWrongOptions(wrong, console))
                .setExecutionExceptionHandler((failure, _, _) ->
                        new Failures(console, dpo.verbose).tell(failure).number());
    }

    /// So that all that is wrong is told at once, not the first thing only.
    private static void collectErrors(CommandSpec command) {
        command.parser().collectErrors(true);
        command.subcommands().values().forEach(sub -> collectErrors(sub.getCommandSpec()));
    }

    private static int checkAndExecute(ParseResult parsed) {
        Integer helped = CommandLine.executeHelpRequest(parsed);
        if (helped != null) {
            return helped;
        }
        OptionCheck.check(parsed);
        return new RunLast().execute(parsed);
    }

    private static int tellWrongOptions(ParameterException wrong, Console console) {
        wrong.getMessage().lines().forEach(console::error);
        console.say("See " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.WRONG_INPUT.number();
    }
}
