package org.dpoworkbench.app.machine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.room.DeviceDoctor;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.device.SelfTestResult;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;

/// Tries a device with all that runs ask of it, one after the other. What fails is told, and the rest goes on.
///
/// @param warmUp of each model, uncounted
/// @param rounds of each model
public record SelfCheck(DeviceDoctor doctor, Benchmark benchmark, Progress progress, Duration warmUp, int rounds) {

    /// What is known so far.
    ///
    /// @param selfTest every device's numbers against the CPU's
    public record Result(Machine machine, List<SelfTestResult> selfTest, List<Trained> trained) {
        public Result {
            selfTest = List.copyOf(selfTest);
            trained = List.copyOf(trained);
        }

        /// Whether every device that computes agrees and every model was trained.
        public boolean fine() {
            return selfTest.stream().allMatch(SelfTestResult::agrees)
                    && trained.stream().allMatch(t -> t.failed().isEmpty());
        }
    }

    /// A model's training.
    ///
    /// @param device    that was asked for
    /// @param precision of matrix products: `float32`, `tf32` or `bf16`
    /// @param failed    why there is no speed
    public record Trained(
            String model, String device, String precision, Optional<Benchmark.Speed> speed, Optional<String> failed) {}

    /// @param base what every model's run has in common
    /// @param tell is told after each part, so that what was measured is kept whatever comes
    public Result run(Machine machine, List<CheckedModel> models, RunConfig base, Consumer<Result> tell) {
        tell.accept(new Result(machine, List.of(), List.of()));
        Result now = new Result(machine, selfTest(), List.of());
        tell.accept(now);
        for (CheckedModel model : models) {
            List<Trained> trained = new ArrayList<>(now.trained());
            trained.add(train(model, base));
            now = new Result(machine, now.selfTest(), trained);
            tell.accept(now);
        }
        return now;
    }

    private List<SelfTestResult> selfTest() {
        try {
            return doctor.selfTest(progress);
        } catch (UserError e) {
            return List.of(SelfTestResult.failed("cpu", e.getMessage()));
        }
    }

    private Trained train(CheckedModel model, RunConfig base) {
        String device = base.device().device().text();
        String precision = base.device().bf16() ? "bf16" : base.device().tf32() ? "tf32" : "float32";
        try {
            Benchmark.Speed speed =
                    benchmark.measure(model.config(base), Optional.of(model.shape()), warmUp, rounds, progress);
            return new Trained(model.text(), device, precision, Optional.of(speed), Optional.empty());
        } catch (UserError e) {
            return new Trained(model.text(), device, precision, Optional.empty(), Optional.of(e.getMessage()));
        }
    }
}
