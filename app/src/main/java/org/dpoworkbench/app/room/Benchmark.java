package org.dpoworkbench.app.room;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.progress.Progress;

/// Training speed and memory of a worker.
public interface Benchmark {
    /// Trains on the pairs for `warmUp`, uncounted, then on each pair once.
    Speed measure(RunConfig config, Duration warmUp, Progress progress);

    /// Trains for a moment on the longest pairs, as many as a step of the run has, and lets the model answer one
    /// prompt;
    /// nothing is kept.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where that cannot be done, such as for want of memory
    Trial tryLongest(RunConfig config, Progress progress);

    /// What was measured.
    ///
    /// @param tokensPerS        prompt once + chosen + rejected; the reference pass is not counted
    /// @param peakRssMib        largest resident memory of the worker, in MiB
    /// @param timeToFirstStepS  from the worker's start to the end of its first step, in seconds
    /// @param stepMs            median time of a step, in milliseconds
    record Speed(double pairsPerS, double tokensPerS, double peakRssMib, double timeToFirstStepS, double stepMs) {}

    /// How a step of the longest pairs went.
    ///
    /// @param pairs         pairs of the step
    /// @param longestTokens of the longest pair: prompt once + chosen + rejected
    /// @param tokensPerS    prompt once + chosen + rejected; the reference pass is not counted
    /// @param stepMs        of the fastest step, in milliseconds
    /// @param peakRssMib    largest resident memory of the worker, in MiB; absent where the system does not tell
    /// @param sample        absent where no prompt can be answered
    record Trial(
            int pairs,
            int longestTokens,
            double tokensPerS,
            double stepMs,
            OptionalDouble peakRssMib,
            Optional<Answered> sample) {}

    /// One generated answer.
    ///
    /// @param tokens how many were generated, the end token included
    record Answered(String prompt, String completion, int tokens, CompletionEnd end) {}
}
