package org.dpoworkbench.app.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.options.LossOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.options.RunOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.Answer;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo benchmark`.
@Command(
        name = "benchmark",
        customSynopsis = "dpo benchmark --model DIR --data FILE --max-pairs N [OPTIONS]",
        description = "Measure the training speed of a worker: first a warm-up on the same pairs, then each pair once.")
final class BenchmarkCommand implements Callable<Integer>, Configured {
    private final Benchmark benchmark;
    private final Console console;

    @Mixin
    private RunOptions run;

    @Mixin
    private ReferenceOptions reference;

    @Mixin
    private LossOptions loss;

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Training before the measuring, uncounted (default: ${DEFAULT-VALUE}).")
    private double warmUpSeconds;

    @Option(names = "--json", description = "Print the result as one line of JSON (default: off).")
    private boolean json;

    BenchmarkCommand(Benchmark benchmark, Console console) {
        this.benchmark = benchmark;
        this.console = console;
    }

    @Override
    public void checkOptions() {
        Problems.in("benchmark")
                .check(
                        warmUpSeconds >= 0 && Double.isFinite(warmUpSeconds),
                        "warm_up_seconds must be >= 0, is %s",
                        warmUpSeconds)
                .collect(this::config)
                .throwIfAny();
    }

    @Override
    public Integer call() {
        Duration warmUp = Duration.ofMillis(Math.round(1000 * warmUpSeconds));
        Benchmark.Speed speed = benchmark.measure(config(), warmUp, new PhasePrinter(console));
        console.answer(new Answer(text(speed), speed), json);
        return ExitCode.FINISHED.number();
    }

    private RunConfig config() {
        return run.preference(loss, reference);
    }

    private static String text(Benchmark.Speed speed) {
        return String.format(
                Locale.ROOT,
                "%.1f pairs/s, %.0f tokens/s, %.1f ms a step, first step after %.2f s, peak memory %.0f MiB",
                speed.pairsPerS(),
                speed.tokensPerS(),
                speed.stepMs(),
                speed.timeToFirstStepS(),
                speed.peakRssMib());
    }
}
