package org.dpoworkbench.app.window;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.dpoworkbench.app.window.model.run.RunSource;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.curve.RunCurvesBuilder;
import org.dpoworkbench.engine.journal.JournalReader;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.runlog.Restored;

/// Follows a journal from where an index left it, or from its first line.
final class JournalFeed implements RunSource.Feed {
    private static final Duration PARTIAL = Duration.ofMillis(150);

    private final RunFolder run;
    private final Start start;
    private Optional<Restored> position = Optional.empty();

    JournalFeed(RunFolder run, Start start) {
        this.run = run;
        this.start = start;
    }

    /// Where the first look begins.
    @FunctionalInterface
    interface Start {
        Start AT_THE_FIRST_LINE = (_, _) -> new Restored(new RunCurvesBuilder(), 0);

        /// @param meanwhile hears of the curves as far as they are gathered, as often as that is
        Restored restore(RunFolder run, Consumer<RunCurvesBuilder> meanwhile);
    }

    @Override
    public Optional<RunCurves> advance(Consumer<RunCurves> meanwhile) {
        var partial = new Throttle(meanwhile);
        boolean begins = position.isEmpty()
                || JournalReader.wholeBytes(run) < position.get().journalOffset();
        Restored now = begins ? start.restore(run, partial::tell) : position.get();
        RunCurvesBuilder curves = now.curves();
        long offset = now.journalOffset();
        while (true) {
            JournalReader.Batch batch = JournalReader.read(run, offset);
            if (batch.offset() == offset) {
                break;
            }
            batch.entries().forEach(curves::add);
            offset = batch.offset();
            position = Optional.of(new Restored(curves, offset)); // also where the next batch cannot be read
            partial.tell(curves);
        }
        position = Optional.of(new Restored(curves, offset));
        return begins || offset != now.journalOffset() ? Optional.of(curves.snapshot()) : Optional.empty();
    }

    /// Lets a few snapshots a second through.
    private static final class Throttle {
        private final Consumer<RunCurves> listener;
        private long told = System.nanoTime();

        Throttle(Consumer<RunCurves> listener) {
            this.listener = listener;
        }

        void tell(RunCurvesBuilder curves) {
            if (System.nanoTime() - told > PARTIAL.toNanos()) {
                listener.accept(curves.snapshot());
                told = System.nanoTime();
            }
        }
    }
}
