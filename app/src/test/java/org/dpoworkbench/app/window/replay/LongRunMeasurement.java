package org.dpoworkbench.app.window.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.runlog.RunLog;

/// Measures what a long run costs: reading its journal, taking it into the run log. [JournalReplay] makes
/// one.
public final class LongRunMeasurement {
    private LongRunMeasurement() {}

    /// @param arguments the project folder
    @SuppressWarnings("SystemOut") // its only reader sits before it
    public static void main(String[] arguments) throws IOException {
        Project project = Project.open(Path.of(arguments[0]));
        RunFolder run = project.runFolders().getFirst();
        System.out.printf("journal: %,d bytes%n", Files.size(run.journal()));
        for (int i = 0; i < 3; i++) {
            long begun = System.nanoTime();
            RunCurves curves = RunCurves.read(run);
            tell("RunCurves.read, steps", curves.lastStep(), begun);
        }
        Files.deleteIfExists(project.runLog());
        long begun = System.nanoTime();
        try (RunLog runLog = RunLog.open(project)) {
            tell("ingested, lines", runLog.ingest().entries(), begun);
        }
        tell("ingested and closed, bytes", Files.size(project.runLog()), begun);
        for (int i = 0; i < 3; i++) {
            begun = System.nanoTime();
            try (RunLog runLog = RunLog.open(project)) {
                tell("opened", 1, begun);
                long opened = System.nanoTime();
                AtomicInteger metrics = new AtomicInteger();
                RunCurves curves = runLog.restore(run, Comparator.naturalOrder(), _ -> {
                            if (metrics.incrementAndGet() % 8 == 1) {
                                tell("metrics so far", metrics.get(), opened);
                            }
                        })
                        .orElseThrow()
                        .curves()
                        .snapshot();
                tell("restored, steps", curves.lastStep(), opened);
            }
        }
    }

    @SuppressWarnings("SystemOut")
    private static void tell(String what, long count, long begun) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        System.out.printf("%s: %,d in %,d ms (%,.0f a second)%n", what, count, millis, count * 1000.0 / millis);
    }
}
