package org.dpoworkbench.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dpoworkbench.app.cli.options.OutputOptions;
import org.dpoworkbench.app.cli.print.Console;
import org.dpoworkbench.app.cli.print.PhasePrinter;
import org.dpoworkbench.app.room.RunWatch;
import org.dpoworkbench.app.room.Runs;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;

/// Starts or continues a run in its folder and follows it, for every command that trains.
record RunStart(Runs runs, Supervisor supervisor, Console console) {

    /// A new run: everything is checked before its folder holds more than a cache.
    ///
    /// @param hint said once all is well
    ExitCode begin(RunConfig config, Optional<String> hint, OutputOptions output) {
        RunFolder folder = new RunFolder(output.output()
                .orElseGet(() -> Path.of("runs", RunName.of(config, LocalDateTime.now(ZoneId.systemDefault())))));
        requireFree(folder);
        check(config, folder);
        hint.ifPresent(console::say);
        return watch(runs.start(config, folder), folder, output);
    }

    /// A run that ended early goes on.
    ///
    /// @param repeated the configuration, where the command line repeats it
    ExitCode resume(Optional<RunConfig> repeated, OutputOptions output) {
        RunFolder folder = new RunFolder(output.output()
                .orElseThrow(() -> new UserError("--resume needs --output DIR, the run folder to continue.")));
        RunConfig config = runs.config(folder);
        repeated.ifPresent(here -> requireSame(config, here));
        check(config, folder);
        return watch(runs.resume(folder), folder, output);
    }

    private void check(RunConfig config, RunFolder folder) {
        DataReport report = runs.check(config, Optional.of(runs.cache(folder)), new PhasePrinter(console));
        report.brief().lines().forEach(console::say);
        runs.choice(config).ifPresent(console::say);
    }

    private ExitCode watch(RunWatch watch, RunFolder folder, OutputOptions output) {
        if (!output.detach()) {
            return supervisor.follow(watch, folder, output.json());
        }
        String path = folder.path().toString();
        if (output.json()) {
            console.json(Map.of("run", path));
        } else {
            console.result(path);
        }
        return ExitCode.FINISHED;
    }

    private void requireFree(RunFolder folder) {
        Path path = folder.path();
        if (runs.exists(folder)) {
            throw new UserError(
                    path + " holds a run already. Give another --output, or continue that run with" + " --resume.");
        }
        if (Files.exists(path) && !isEmptyBesides(path, runs.cache(folder))) {
            throw new UserError(
                    path + " exists and is no empty folder. Give another --output: a run's folder is its" + " own.");
        }
    }

    /// A check that found a mistake may have left the cache.
    private static boolean isEmptyBesides(Path path, Path cache) {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(path)) {
            return inside.allMatch(cache::equals);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireSame(RunConfig run, RunConfig here) {
        List<String> differences = ConfigDifference.between(run, here);
        if (!differences.isEmpty()) {
            throw new UserError(Stream.concat(
                            Stream.of("A resumed run goes on as it was configured; these options say otherwise."
                                    + " Leave them out, or start a new run with another --output:"),
                            differences.stream().map(difference -> "  " + difference))
                    .toList());
        }
    }
}
