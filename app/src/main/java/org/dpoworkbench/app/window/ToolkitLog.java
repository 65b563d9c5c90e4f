package org.dpoworkbench.app.window;

import java.util.logging.Logger;

/// What JavaFX says on the console.
final class ToolkitLog {
    /// Held, as the log manager forgets loggers that nobody holds.
    private static final Logger JAVAFX = Logger.getLogger("javafx");

    private ToolkitLog() {}

    /// Leaves out that JavaFX comes from the class path: so it is meant, as JFreeChart and H2 are no modules.
    static void quiet() {
        JAVAFX.setFilter(line -> !line.getMessage().startsWith("Unsupported JavaFX configuration"));
    }
}
