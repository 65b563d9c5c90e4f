package org.dpoworkbench.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.engine.problem.UserError;

/// Tells what went wrong, without a stack trace unless it is asked for.
///
/// @param verbose whether it is asked for
record Failures(Console console, boolean verbose) {

    ExitCode tell(Throwable failure) {
        console.clearStatus();
        ExitCode code = switch (failure) {
            case UserError wrong -> {
                wrong.problems().forEach(console::error);
                yield ExitCode.WRONG_INPUT;
            }
            case UncheckedIOException io -> unreadable(io.getCause());
            case IOException io -> unreadable(io);
            case CancellationException _ -> {
                console.error("Cancelled.");
                yield ExitCode.STOPPED;
            }
            case OutOfMemoryError _ -> {
                console.error("The memory of this process is used up. Fewer or shorter pairs at once need less.");
                yield ExitCode.FAILED;
            }
            default -> unexpected(failure);
        };
        if (verbose) {
            console.say(trace(failure).stripTrailing());
        }
        return code;
    }

    private ExitCode unreadable(IOException failure) {
        String reason = failure instanceof FileSystemException file && file.getReason() == null
                ? failure.getClass().getSimpleName().replace("Exception", "") + ": " + file.getMessage()
                : String.valueOf(failure.getMessage());
        console.error("Reading or writing failed: " + reason + ". Is the path right, and is there room on the disk?");
        return ExitCode.FAILED;
    }

    private ExitCode unexpected(Throwable failure) {
        console.error("This is an error of the program: " + failure);
        if (!verbose) {
            console.say(traceFile(failure));
        }
        return ExitCode.INTERNAL;
    }

    private static String traceFile(Throwable failure) {
        try {
            Path file = Files.createTempFile("dpo-error-", ".log");
            Files.writeString(file, trace(failure));
            return "Where it happened is written in " + file + ". Please report it.";
        } catch (IOException e) {
            return "With --verbose it is told where it happened. Please report it.";
        }
    }

    private static String trace(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }
}
