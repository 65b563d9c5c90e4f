package org.dpoworkbench.app.window;

import java.util.HashMap;
import java.util.Map;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunStatus;

/// Runs as their own folders tell them: journal and lease. A journal is read on from where it was left.
final class JournalRuns implements RunSource {
    private final Map<RunFolder, Tail> tails = new HashMap<>();

    @Override
    public Standing standing(RunFolder run) {
        RunStatus status = RunStatus.of(run);
        return new Standing(status.state(), status.failure());
    }

    @Override
    public RunCurves curves(RunFolder run) {
        return tails.computeIfAbsent(run, Tail::new).read();
    }

    /// How far a journal has been read.
    private static final class Tail {
        private final RunFolder run;
        private final RunCurvesBuilder builder = new RunCurvesBuilder();
        private RunCurves last = RunCurves.EMPTY;
        private long offset;

        Tail(RunFolder run) {
            this.run = run;
        }

        RunCurves read() {
            long before = offset;
            while (true) {
                JournalReader.Batch batch = JournalReader.read(run, offset);
                if (batch.offset() == offset) {
                    break;
                }
                batch.entries().forEach(builder::add);
                offset = batch.offset();
            }
            if (offset != before) {
                last = builder.snapshot();
            }
            return last;
        }
    }
}
