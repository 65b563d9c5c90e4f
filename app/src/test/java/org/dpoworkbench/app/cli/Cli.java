package org.dpoworkbench.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.dpoworkbench.app.cli.print.Console;

/// The command line in this process, with what it said.
final class Cli {
    final FakeRooms rooms = new FakeRooms();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Runnable interrupt = () -> {};

    ExitCode run(String... arguments) {
        int code = Dpo.run(
                rooms.rooms(),
                Console.log(new PrintWriter(out), new PrintWriter(err)),
                action -> {
                    interrupt = action;
                    return () -> interrupt = () -> {};
                },
                arguments);
        for (ExitCode known : ExitCode.values()) {
            if (known.number() == code) {
                return known;
            }
        }
        throw new AssertionError("exit code " + code);
    }

    void pressCtrlC() {
        interrupt.run();
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
