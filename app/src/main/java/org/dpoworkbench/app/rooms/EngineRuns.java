package org.dpoworkbench.app.rooms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.app.room.RunWatch;
import org.dpoworkbench.app.room.Runs;
import org.dpoworkbench.engine.config.Device;
import org.dpoworkbench.engine.config.RunConfig;
import org.dpoworkbench.engine.config.RunConfigFile;
import org.dpoworkbench.engine.data.DataReport;
import org.dpoworkbench.engine.journal.Entry;
import org.dpoworkbench.engine.launch.RunFollower;
import org.dpoworkbench.engine.launch.WorkerLauncher;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.progress.Progress;
import org.dpoworkbench.engine.run.Lease;
import org.dpoworkbench.engine.run.RunFolder;
import org.dpoworkbench.engine.run.RunState;
import org.dpoworkbench.engine.run.RunStatus;
import org.dpoworkbench.engine.worker.CachePath;
import org.dpoworkbench.engine.worker.Devices;
import org.dpoworkbench.engine.worker.RunInputs;

/// Runs in worker processes.
///
/// @param commandLine what was typed, for the record of the runs that are started
public record EngineRuns(String commandLine) implements Runs {
    @Override
    public DataReport check(RunConfig config, Optional<Path> cache, Progress progress) {
        Devices.require(config.device().device());
        return RunInputs.check(config, cache, progress);
    }

    @Override
    public Optional<String> choice(RunConfig config) {
        return Optional.of(config.device().device())
                .filter(device -> device == Device.AUTO)
                .map(device -> "Device " + Devices.reason(device) + ".");
    }

    @Override
    public Path cache(RunFolder folder) {
        return CachePath.of(folder);
    }

    @Override
    public boolean exists(RunFolder folder) {
        return Files.exists(folder.config()) || Files.exists(folder.journal());
    }

    @Override
    public RunConfig config(RunFolder folder) {
        try {
            return RunConfigFile.read(folder.config());
        } catch (IOException e) {
            throw new UserError(folder.config() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public RunWatch start(RunConfig config, RunFolder folder) {
        enqueue(config, folder);
        return worker(folder);
    }

    @Override
    public void enqueue(RunConfig config, RunFolder folder) {
        try {
            Files.createDirectories(folder.path());
            RunConfigFile.write(config, folder.config());
        } catch (IOException e) {
            throw new UserError(
                    "The run folder " + folder.path() + " cannot be made: " + e.getMessage()
                            + ". Is the disk full, or its parent read-only?",
                    e);
        }
    }

    @Override
    public RunWatch launch(RunFolder folder) {
        Lease.requireFree(folder);
        if (RunStatus.of(folder).state() != RunState.QUEUED) {
            throw new UserError(folder.path() + " has been started already, so it is not started again.");
        }
        return worker(folder);
    }

    @Override
    public RunWatch resume(RunFolder folder) {
        Lease.requireFree(folder);
        if (RunStatus.of(folder).state() == RunState.FINISHED) {
            throw new UserError(folder.path() + " is finished: all its steps are done, so there is nothing to resume.");
        }
        return worker(folder);
    }

    private RunWatch worker(RunFolder folder) {
        return new FollowedRun(RunFollower.of(WorkerLauncher.ofThisJvm()
                .on(config(folder).device().device())
                .withCommandLine(commandLine)
                .launch(folder)));
    }

    @Override
    public RunWatch attach(RunFolder folder) {
        if (!exists(folder)) {
            throw new UserError(folder.path() + " holds no run. Is the path right?");
        }
        return new FollowedRun(RunFollower.attach(folder));
    }

    @Override
    public String json(Entry entry) {
        return entry.json();
    }
}
