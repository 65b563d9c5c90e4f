package org.dpoworkbench.app.cli.print;

import java.util.function.Consumer;
import java.util.function.Function;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.run.RunFolder;

/// Tells a run while it goes: a progress bar on a terminal, sparse lines in a log, the journal's lines for scripts.
public sealed interface RunPrinter extends Consumer<Entry> permits JsonRunPrinter, TextRunPrinter {
    /// Tells where the run stands when the following ends.
    void end(RunEnd end);

    /// A printer for people.
    static RunPrinter text(Console console, RunFolder folder) {
        return new TextRunPrinter(console, folder);
    }

    /// A printer for scripts: each entry on the standard output.
    ///
    /// @param json an entry as one line
    static RunPrinter json(Console console, RunFolder folder, Function<Entry, String> json) {
        return new JsonRunPrinter(console, new EndLines(console, folder), json);
    }
}
