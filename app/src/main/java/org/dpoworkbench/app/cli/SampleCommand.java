package org.dpoworkbench.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.options.DeviceOptions;
import org.dpoworkbench.app.cli.options.PolicyOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.room.Sampler;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.config.SamplingConfig;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo sample`.
@Command(
        name = "sample",
        customSynopsis = "dpo sample --model DIR --prompt TEXT [OPTIONS]",
        description = "Let a model answer prompts, and the reference beside it where one is given.")
final class SampleCommand implements Callable<Integer>, Configured {
    private final Sampler sampler;
    private final Console console;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private ReferenceOptions reference;

    @Option(
            names = "--prompt",
            paramLabel = "TEXT",
            description = "What is answered; may be given several times (required).")
    private List<String> prompts = new ArrayList<>();

    @Option(
            names = "--num-samples",
            paramLabel = "N",
            defaultValue = "1",
            description = "Answers to each prompt (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--max-new-tokens",
            paramLabel = "TOKENS",
            defaultValue = "64",
            description = "Longest answer (default: ${DEFAULT-VALUE}).")
    private int maxNewTokens;

    @Option(
            names = "--temperature",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "Temperature of sampling (default: ${DEFAULT-VALUE}, greedy).")
    private double temperature;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed of sampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private DeviceOptions device;

    @Option(names = "--json", description = "Print one JSON line an answer (default: off).")
    private boolean json;

    SampleCommand(Sampler sampler, Console console) {
        this.sampler = sampler;
        this.console = console;
    }

    @Override
    public void checkOptions() {
        Problems.in("sample")
                .collect(policy::source)
                .check(!prompts.isEmpty(), "--prompt TEXT is missing: what is to be answered")
                .check(count >= 1, "num_samples must be >= 1, is %s", count)
                .check(maxNewTokens >= 1, "max_new_tokens must be >= 1, is %s", maxNewTokens)
                .check(
                        temperature >= 0 && Double.isFinite(temperature),
                        "--temperature must be >= 0, is %s",
                        temperature)
                .collect(device::toConfig)
                .throwIfAny();
    }

    @Override
    public Integer call() {
        var request = new Sampler.Request(
                policy.source(),
                reference.reference().map(ModelSource::of),
                prompts,
                count,
                SamplingConfig.plain(maxNewTokens, temperature),
                seed,
                device.toConfig());
        sampler.sample(request, json ? console::json : this::show);
        return ExitCode.FINISHED.number();
    }

    private void show(Sampler.Text text) {
        console.result("[%s, %d tokens%s]".formatted(text.model(), text.tokens(), text.ended() ? "" : ", cut"));
        console.result(text.prompt() + text.completion());
        console.result("");
    }
}
