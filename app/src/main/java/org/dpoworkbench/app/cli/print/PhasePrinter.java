package org.dpoworkbench.app.cli.print;

import java.time.InstantSource;
import java.util.List;
import org.dpoworkbench.engine.progress.Progress;

/// Shows how far work is that a command does itself; in a log only where it takes long.
public final class PhasePrinter implements Progress {
    private final ProgressLine line;
    private String shown = "";

    public PhasePrinter(Console console) {
        line = ProgressLine.ofPhases(console);
    }

    @Override
    public void at(String phase, long done, long total) {
        if (!phase.equals(shown)) {
            shown = phase;
            line.restart();
        }
        String label = total > 0 ? "%s %d/%d".formatted(phase, done, total) : "%s %d".formatted(phase, done);
        line.show(label, done, total, List.of(), InstantSource.system().instant());
    }
}
