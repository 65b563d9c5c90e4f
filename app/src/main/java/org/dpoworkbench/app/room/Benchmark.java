package org.dpoworkbench.app.room;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.generate.CompletionEnd;
import org.dpoworkbench.engine.model.ModelShape;
import org.dpoworkbench.engine.progress.Progress;

/// Training speed and memory of a worker.
public interface Benchmark {
    /// Trains on the pairs for `warmUp`, uncounted, then `rounds` times on each pair once.
    ///
    /// @param shape of a model with random weights in place of the configuration's, whose tokenizer it gets
    Speed measure(RunConfig config, Optional<ModelShape> shape, Duration warmUp, int rounds, Progress progress);

    /// Trains for a moment on the longest pairs, as many as a step of the run has, and lets the model answer one
    /// prompt; nothing is kept.
    ///
    /// @throws org.dpoworkbench.engine.problem.UserError where that cannot be done, such as for want of memory
    Trial tryLongest(RunConfig config, Progress progress);

    /// What was measured; medians of the rounds.
    ///
    /// @param tokensPerS          prompt once + chosen + rejected; the reference pass is not counted
    /// @param gflops              thousand million additions and multiplications of the model a second
    /// @param matrixProductGflops the same of nothing but large matrix products
    /// @param matrixProductShare  of that rate, what training reaches
    /// @param vectorProductGflops the same of these by OpenBLAS, on the processor's vector units
    /// @param vectorProductShare  of that rate, what training reaches
    /// @param peakRssMib          largest resident memory of the worker, in MiB
    /// @param buffersMib          what training has of the device's memory, in MiB
    /// @param timeToFirstStepS    from the worker's start to the end of its first step, in seconds
    /// @param stepMs              median time of a step, in milliseconds
    /// @param timeShare           of each operation in the steps' time
    record Speed(
            double pairsPerS,
            double tokensPerS,
            double gflops,
            double matrixProductGflops,
            double matrixProductShare,
            double vectorProductGflops,
            double vectorProductShare,
            double peakRssMib,
            double buffersMib,
            double timeToFirstStepS,
            double stepMs,
            Map<String, Double> timeShare,
            List<Round> rounds) {
        public static Speed of(
                List<Round> rounds,
                double peakRssMib,
                double buffersMib,
                double timeToFirstStepS,
                double stepMs,
                Map<String, Double> timeShare) {
            return new Speed(
                    median(rounds, Round::pairsPerS),
                    median(rounds, Round::tokensPerS),
                    median(rounds, Round::gflops),
                    median(rounds, Round::matrixProductGflops),
                    median(rounds, r -> r.gflops() / r.matrixProductGflops()),
                    median(rounds, Round::vectorProductGflops),
                    median(rounds, r -> r.gflops() / r.vectorProductGflops()),
                    peakRssMib,
                    buffersMib,
                    timeToFirstStepS,
                    stepMs,
                    timeShare,
                    rounds);
        }

        private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
            double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
            int middle = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    /// Each pair once, and right after it large matrix products.
    record Round(
            double pairsPerS,
            double tokensPerS,
            double gflops,
            double matrixProductGflops,
            double vectorProductGflops) {}

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
