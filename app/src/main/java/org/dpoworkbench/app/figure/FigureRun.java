package org.dpoworkbench.app.figure;

import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.app.present.Badge;
import org.dpoworkbench.app.present.RunLook;
import org.dpoworkbench.engine.config.ExampleKind;
import org.dpoworkbench.engine.config.Objective;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.curve.RunCurves;

/// A run as figures and reports see it.
///
/// @param id       the run folder's name
/// @param label    what curves of this run are called, short and different from the other runs' labels
/// @param config   absent for a run of another program, whose settings are not known: what follows from them is left
///                 out
/// @param dataHash SHA-256 of the preference data in hexadecimal, where it is known
/// @param folder   where the run's own files lie, where it has some
/// @param look     how its curves are drawn; absent: by its position among the runs
public record FigureRun(
        String id,
        String label,
        Optional<RunConfig> config,
        RunCurves curves,
        Optional<String> dataHash,
        Optional<Path> folder,
        Optional<RunLook> look) {

    /// A run that is called after its loss.
    public static FigureRun of(String id, RunConfig config, RunCurves curves, Optional<String> dataHash) {
        return new FigureRun(
                id, Badge.of(config), Optional.of(config), curves, dataHash, Optional.empty(), Optional.empty());
    }

    /// A run of which nothing but its numbers is known.
    public static FigureRun foreign(String id, String label, RunCurves curves) {
        return new FigureRun(id, label, Optional.empty(), curves, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public FigureRun withLabel(String other) {
        return new FigureRun(id, other, config, curves, dataHash, folder, look);
    }

    public FigureRun withLook(RunLook other) {
        return new FigureRun(id, label, config, curves, dataHash, folder, Optional.of(other));
    }

    public FigureRun withCurves(RunCurves others) {
        return new FigureRun(id, label, config, others, dataHash, folder, look);
    }

    public FigureRun withDataHash(Optional<String> hash) {
        return new FigureRun(id, label, config, curves, hash, folder, look);
    }

    public FigureRun in(Path files) {
        return new FigureRun(id, label, config, curves, dataHash, Optional.of(files), look);
    }

    /// Whether the policy is its own reference at the start, so that every pair is a tie there.
    public boolean startsFromReference() {
        return config.filter(c -> c.startsFromReference()).isPresent();
    }

    /// Whether the run is known to train on preferences.
    public boolean prefers() {
        return config.filter(c -> c.objective() == Objective.DPO).isPresent();
    }

    /// What the run learns from and is evaluated on, in words: of a run of another program, pairs.
    public String examples() {
        return config.map(RunConfig::examples).orElseGet(ExampleKind.PAIRS::many);
    }

    /// Whether the run is known to compare completions of a prompt, in pairs or rankings.
    public boolean compares() {
        return prefers() && config.orElseThrow().loss().data() != ExampleKind.UNPAIRED;
    }

    /// What the run minimises; runs with the same words share the axis of their loss. One that is not known stands
    /// alone.
    String lossName() {
        return config.map(Badge::lossName).orElse(label);
    }
}
