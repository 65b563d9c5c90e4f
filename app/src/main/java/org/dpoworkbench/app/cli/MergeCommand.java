package org.dpoworkbench.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dpoworkbench.app.cli.options.PolicyOptions;
import org.dpoworkbench.app.cli.options.SaveDtypes;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.AdapterMerge;
import org.dpoworkbench.engine.config.SaveDtype;
import org.dpoworkbench.engine.problem.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dpo merge`.
@Command(
        name = "merge",
        customSynopsis = "dpo merge --model DIR --adapter DIR --output DIR [OPTIONS]",
        description =
                "Add a LoRA adapter to the weights that it was trained over, and write the whole model: transformers"
                        + " loads it without peft.")
final class MergeCommand implements Callable<Integer>, Configured {
    private final AdapterMerge merge;
    private final Console console;

    @Mixin
    private PolicyOptions policy;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "Folder to write the model to; it must not be there yet (required).")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--save-dtype",
            paramLabel = "TYPE",
            defaultValue = "float32",
            completionCandidates = SaveDtypes.class,
            description = "Number type of the model's file: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SaveDtype saveDtype = SaveDtype.FLOAT32;

    MergeCommand(AdapterMerge merge, Console console) {
        this.merge = merge;
        this.console = console;
    }

    @Override
    public void checkOptions() {
        Problems.in("merge")
                .collect(policy::source)
                .check(output.isPresent(), "--output DIR is missing: the folder to write the model to")
                .check(
                        output.filter(Files::exists).isEmpty(),
                        "%s is there already; give --output another name",
                        output.map(Path::toString).orElse(""))
                .throwIfAny();
    }

    @Override
    public Integer call() {
        Path folder = output.orElseThrow().toAbsolutePath().normalize();
        int modules = merge.merge(policy.source(), folder, saveDtype, new PhasePrinter(console));
        console.result("Merged the adapter beside %d linear maps into %s".formatted(modules, folder));
        return ExitCode.FINISHED.number();
    }
}
