package org.dpoworkbench.app;

import org.dpoworkbench.app.cli.Dpo;
import org.dpoworkbench.app.cli.print.Console;

/// The program's start: the window without arguments, the command line with them.
///
/// It is no JavaFX `Application`, because Java refuses to start one from the class path.
public final class Launcher {
    private Launcher() {}

    public static void main(String... arguments) {
        quietLogs();
        Console console = Console.system();
        System.exit(
                arguments.length == 0
                        ? Dpo.openWindow(Connections.window(), console)
                        : Dpo.run(Connections.rooms(arguments), console, arguments));
    }

    /// What matters is told by the faces; a worker, which starts elsewhere, logs more.
    private static void quietLogs() {
        if (System.getProperty("dpo.log.level") == null) {
            System.setProperty("dpo.log.level", "WARN");
        }
    }
}
