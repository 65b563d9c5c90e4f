package org.dpoworkbench.app.cli;

import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.options.DataOptions;
import org.dpoworkbench.app.cli.options.DeviceOptions;
import org.dpoworkbench.app.cli.options.PolicyOptions;
import org.dpoworkbench.app.cli.options.ReferenceOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.cli.print.ScoredRow;
import org.dpoworkbench.app.room.Scorer;
import org.dpoworkbench.engine.config.ModelSource;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo score`.
@Command(
        name = "score",
        customSynopsis = "dpo score --model DIR --reference DIR --data FILE [OPTIONS]",
        description = "Rank the completions of each record by their implicit reward, beta x (log-prob under the model -"
                + " log-prob under the reference): one JSON line a record, in file order. Pairs, prompts with one"
                + " completion, labelled completions, rated lists, and what `dpo generate` has written.")
final class ScoreCommand implements Callable<Integer>, Configured {
    private final Scorer scorer;
    private final Console console;

    @Mixin
    private PolicyOptions policy;

    @Mixin
    private ReferenceOptions reference;

    @Option(
            names = "--beta",
            paramLabel = "NUMBER",
            defaultValue = "0.1",
            description = "Beta that the model was trained with (default: ${DEFAULT-VALUE}).")
    private double beta;

    @Option(
            names = "--per-token",
            description = "Rank by the reward per scored token (default: by the whole completion's).")
    private boolean perToken;

    @Mixin
    private DataOptions data;

    @Mixin
    private DeviceOptions device;

    ScoreCommand(Scorer scorer, Console console) {
        this.scorer = scorer;
        this.console = console;
    }

    @Override
    public void checkOptions() {
        Problems.in("score")
                .collect(policy::source)
                .check(beta > 0 && Double.isFinite(beta), "--beta must be > 0, is %s", beta)
                .collect(this::against)
                .collect(data::ofAllPairs)
                .collect(device::toConfig)
                .throwIfAny();
    }

    /// What the model was trained against.
    private ModelSource against() {
        ModelSource model = policy.source();
        Problems.in("score")
                .check(
                        reference.reference().isPresent() || model.adapter().isPresent(),
                        "--reference DIR is missing: what --model was trained against. Without it every reward is 0")
                .throwIfAny();
        return reference.reference().map(ModelSource::of).orElseGet(policy::withoutAdapter);
    }

    @Override
    public Integer call() {
        var request = new Scorer.Request(policy.source(), against(), beta, data.ofAllPairs(), device.toConfig());
        scorer.score(request, scored -> console.json(ScoredRow.of(scored, perToken)), new PhasePrinter(console));
        return ExitCode.FINISHED.number();
    }
}
