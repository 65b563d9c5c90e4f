package org.dpoworkbench.app.room;

import java.time.Duration;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.progress.Progress;

/// Training speed of a worker.
public interface Benchmark {
    /// Trains on the pairs for `warmUp`, uncounted, then on each pair once.
    Speed measure(RunConfig config, Duration warmUp, Progress progress);

    /// What was measured.
    ///
    /// @param tokensPerS        prompt once + chosen + rejected; the reference pass is not counted
    /// @param peakRssMib        largest resident memory of the worker, in MiB
    /// @param timeToFirstStepS  from the worker's start to the end of its first step, in seconds
    /// @param stepMs            median time of a step, in milliseconds
    record Speed(double pairsPerS, double tokensPerS, double peakRssMib, double timeToFirstStepS, double stepMs) {}
}
