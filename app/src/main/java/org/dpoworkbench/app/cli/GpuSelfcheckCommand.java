package org.dpoworkbench.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dpoworkbench.app.cli.options.LossOptions;
import org.dpoworkbench.app.cli.options.Names;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.options.RunOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.Json;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.machine.CheckedModel;
import org.dpoworkbench.app.machine.Doctor;
import org.dpoworkbench.app.machine.SelfCheck;
import org.dpoworkbench.app.present.SelfTestText;
import org.dpoworkbench.app.room.Benchmark;
import org.dpoworkbench.app.room.DeviceDoctor;
import org.dpoworkbench.engine.config.MemoryConfig;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.problem.Problems;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo gpu-selfcheck`.
@Command(
        name = "gpu-selfcheck",
        customSynopsis = "dpo gpu-selfcheck --model DIR --data FILE --device cuda --output FILE [OPTIONS]",
        description =
                "Try a card with all that runs ask of it, and write one JSON file of it: what the doctor sees, the"
                        + " devices' numbers against the CPU's, and how fast models of random weights train, as people bring"
                        + " them. Of --model only the tokenizer is used. What fails is in the file too. The largest models need"
                        + " 16 GiB of the temporary folder for a while.")
final class GpuSelfcheckCommand implements Callable<Integer>, Configured {
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int ROUNDS = 3;

    private final DeviceDoctor doctor;
    private final Benchmark benchmark;
    private final Console console;

    @Mixin
    private RunOptions run;

    @Mixin
    private ReferenceOptions reference;

    @Mixin
    private LossOptions loss;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            required = true,
            description = "The JSON file (required); written anew after each part.")
    private Path output;

    @Option(
            names = "--models",
            paramLabel = "NAMES",
            split = ",",
            completionCandidates = Models.class,
            description = "What is trained, separated by commas: ${COMPLETION-CANDIDATES} (default: all).")
    private List<CheckedModel> models = List.of(CheckedModel.values());

    GpuSelfcheckCommand(DeviceDoctor doctor, Benchmark benchmark, Console console) {
        this.doctor = doctor;
        this.benchmark = benchmark;
        this.console = console;
    }

    @Override
    public void checkOptions() {
        Problems.in("gpu-selfcheck")
                .check(
                        reference.reference().isEmpty(),
                        "models of random weights have no reference but their own weights: leave --reference out")
                .collect(this::requireModelsOwnSettings)
                .throwIfAny();
    }

    private void requireModelsOwnSettings() {
        RunConfig base = config();
        Problems.in("gpu-selfcheck")
                .check(
                        base.lora().isEmpty() && base.memory().equals(MemoryConfig.USUAL),
                        "each model has its own adapter and memory settings: leave --use-peft, --frozen-dtype and"
                                + " --gradient-checkpointing out")
                .throwIfAny();
    }

    private RunConfig config() {
        return run.preference(loss, reference);
    }

    @Override
    public Integer call() throws IOException {
        SelfCheck check = new SelfCheck(doctor, benchmark, new PhasePrinter(console), WARM_UP, ROUNDS);
        SelfCheck.Result result = check.run(
                Doctor.examine(Path.of("").toAbsolutePath(), doctor::look),
                models,
                config(),
                soFar -> write(Json.line(soFar)));
        console.result(text(result) + "\nAll of it is in " + output + ".");
        return (result.fine() ? ExitCode.FINISHED : ExitCode.FAILED).number();
    }

    private void write(String json) {
        try {
            Path folder = output.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            AtomicFile.write(output.toAbsolutePath(), (json + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UserError(output + " cannot be written: " + e.getMessage() + ".", e);
        }
    }

    private static String text(SelfCheck.Result result) {
        return Stream.concat(
                        result.selfTest().stream().map(SelfTestText::of),
                        result.trained().stream().map(GpuSelfcheckCommand::text))
                .collect(Collectors.joining("\n"));
    }

    private static String text(SelfCheck.Trained trained) {
        String head = "%s on %s, %s: ".formatted(trained.model(), trained.device(), trained.precision());
        return head
                + trained.speed()
                        .map(speed -> String.format(
                                Locale.ROOT,
                                "%.1f pairs/s, %.0f tokens/s, %.0f GFLOP/s (%.0f %% of large matrix products)",
                                speed.pairsPerS(),
                                speed.tokensPerS(),
                                speed.gflops(),
                                100 * speed.matrixProductShare()))
                        .or(trained::failed)
                        .orElse("");
    }

    static final class Models extends Names<CheckedModel> {
        Models() {
            super(CheckedModel.class);
        }
    }
}
