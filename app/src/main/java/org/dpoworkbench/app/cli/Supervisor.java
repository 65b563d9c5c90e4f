package org.dpoworkbench.app.cli;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.RunPrinter;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.app.room.RunWatch;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;

/// Follows a run and tells it, its end included. Ctrl-C asks for a stop with a checkpoint, a second one lets it go on
/// unwatched.
///
/// @param entryJson a journal entry as one line of JSON
record Supervisor(Console console, Interrupts interrupts, Function<Entry, String> entryJson) {

    ExitCode follow(RunWatch watch, RunFolder folder, boolean json) {
        RunPrinter printer = json ? RunPrinter.json(console, folder, entryJson) : RunPrinter.text(console, folder);
        AtomicInteger presses = new AtomicInteger();
        try (var _ = interrupts.listen(() -> interrupted(presses.incrementAndGet(), watch))) {
            RunEnd end = watch.follow(printer);
            printer.end(end);
            return ExitCode.of(end.state());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.DETACHED;
        }
    }

    private void interrupted(int presses, RunWatch watch) {
        if (presses > 1) {
            watch.detach();
            return;
        }
        console.say("Stopping after this step, with a checkpoint. Ctrl-C again leaves the run going on.");
        try {
            watch.requestStop();
        } catch (UserError e) {
            e.problems().forEach(console::error);
        }
    }
}
