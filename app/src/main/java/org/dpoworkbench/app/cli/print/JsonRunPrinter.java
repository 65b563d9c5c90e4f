package org.dpoworkbench.app.cli.print;

import java.util.function.Function;
import org.dpoworkbench.app.room.RunEnd;
import org.dpoworkbench.engine.journal.Entry;

/// The journal's lines on the standard output as they come; the end is told in words on the standard error.
record JsonRunPrinter(Console console, EndLines ends, Function<Entry, String> json) implements RunPrinter {
    @Override
    public void accept(Entry entry) {
        console.result(json.apply(entry));
    }

    @Override
    public void end(RunEnd end) {
        ends.tell(end);
    }
}
