package org.dpoworkbench.app.cli;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.app.cli.options.LossOptions;
import org.dpoworkbench.app.cli.options.Names;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.options.RunOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.Answer;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.model.ModelShape;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo benchmark`.
@Command(
        name = "benchmark",
        customSynopsis = "dpo benchmark --model DIR --data FILE --max-pairs N [OPTIONS]",
        description =
                "Measure the training speed of a worker: first a warm-up on the same pairs, then rounds of each pair"
                        + " once, and between them the rate of large matrix products, which is what the machine could do.")
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
            names = "--shape",
            paramLabel = "NAME",
            description =
                    "Measure a model of this shape with random weights: ${COMPLETION-CANDIDATES}. Of --model only the"
                            + " tokenizer is used (default: --model itself).",
            completionCandidates = Shapes.class)
    private Optional<ModelShape> shape = Optional.empty();

    @Option(
            names = "--warm-up-seconds",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "Training before the measuring, uncounted (default: ${DEFAULT-VALUE}).")
    private double warmUpSeconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "How often each pair is trained on; what is printed is the median (default: ${DEFAULT-VALUE}).")
    private int rounds;

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
                .check(rounds >= 1, "rounds must be >= 1, is %d", rounds)
                .check(
                        shape.isEmpty() || reference.reference().isEmpty(),
                        "a shape has no reference but its own weights, so --reference does not go with --shape")
                .collect(this::config)
                .throwIfAny();
    }

    @Override
    public Integer call() {
        Duration warmUp = Duration.ofMillis(Math.round(1000 * warmUpSeconds));
        Benchmark.Speed speed = benchmark.measure(config(), shape, warmUp, rounds, new PhasePrinter(console));
        console.answer(new Answer(text(speed), speed), json);
        return ExitCode.FINISHED.number();
    }

    private RunConfig config() {
        return run.preference(loss, reference);
    }

    private static String text(Benchmark.Speed speed) {
        String text = String.format(
                Locale.ROOT,
                """
                %.1f pairs/s (%s), %.0f tokens/s (%s)
                %.1f ms a step, first step after %.2f s, peak memory %.0f MiB, of buffers %.0f MiB
                %.0f GFLOP/s, %.0f %% of the %.0f that large matrix products reach here (%.0f %% of the %.0f that \
                OpenBLAS reaches)
                Where the time goes:""",
                speed.pairsPerS(),
                range(speed, Benchmark.Round::pairsPerS, "%.1f"),
                speed.tokensPerS(),
                range(speed, Benchmark.Round::tokensPerS, "%.0f"),
                speed.stepMs(),
                speed.timeToFirstStepS(),
                speed.peakRssMib(),
                speed.buffersMib(),
                speed.gflops(),
                100 * speed.matrixProductShare(),
                speed.matrixProductGflops(),
                100 * speed.vectorProductShare(),
                speed.vectorProductGflops());
        double rest = 1
                - speed.timeShare().values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        return Stream.concat(
                        speed.timeShare().entrySet().stream()
                                .sorted(Map.Entry.<String, Double>comparingByValue()
                                        .reversed())
                                .filter(e -> e.getValue() > 0)
                                .map(e -> share(e.getKey().replace('_', ' '), e.getValue())),
                        Stream.of(share("everything else", rest)))
                .collect(Collectors.joining("\n", text + "\n", ""));
    }

    private static String share(String name, double share) {
        return String.format(Locale.ROOT, "  %5.1f %%  %s", 100 * share, name);
    }

    private static String range(Benchmark.Speed speed, ToDoubleFunction<Benchmark.Round> value, String format) {
        DoubleSummaryStatistics all = speed.rounds().stream().mapToDouble(value).summaryStatistics();
        return String.format(Locale.ROOT, format + " to " + format, all.getMin(), all.getMax());
    }

    static final class Shapes extends Names<ModelShape> {
        Shapes() {
            super(ModelShape.class);
        }
    }
}
