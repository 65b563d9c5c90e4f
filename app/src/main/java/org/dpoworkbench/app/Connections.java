package org.dpoworkbench.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.app.room.Rooms;
import org.dpoworkbench.app.rooms.EngineAdapterMerge;
import org.dpoworkbench.app.rooms.EngineBenchmark;
import org.dpoworkbench.app.rooms.EngineDataChecker;
import org.dpoworkbench.app.rooms.EngineDeviceDoctor;
import org.dpoworkbench.app.rooms.EngineLogProbabilities;
import org.dpoworkbench.app.rooms.EngineReports;
import org.dpoworkbench.app.rooms.EngineRunLogs;
import org.dpoworkbench.app.rooms.EngineRuns;
import org.dpoworkbench.app.rooms.EngineSampleProjects;
import org.dpoworkbench.app.rooms.EngineSampler;
import org.dpoworkbench.app.rooms.EngineScorer;
import org.dpoworkbench.app.rooms.EngineTokenLogProbabilities;
import org.dpoworkbench.app.window.WindowApplication;
import org.dpoworkbench.engine.project.Project;

/// The one place where the two faces are connected with the rooms behind them.
final class Connections {
    private Connections() {}

    /// Opens the window on the project that the working directory lies in, or else on the last one, or else on the
    /// sample project, and returns when it is closed.
    static Runnable window() {
        return () -> WindowApplication.show(
                settings -> Project.folderContaining(Path.of(""))
                        .or(() -> settings.recent().stream()
                                .filter(folder -> Files.exists(folder.resolve("project.yaml")))
                                .findFirst())
                        .orElseGet(() -> EngineSampleProjects.toWorkIn(Path.of(System.getProperty("user.home")))),
                rooms());
    }

    /// @param arguments the command line that the rooms serve
    static Rooms rooms(String... arguments) {
        return new Rooms(
                new EngineRuns(CommandLineText.of(arguments)),
                new EngineLogProbabilities(),
                new EngineTokenLogProbabilities(),
                new EngineSampler(),
                new EngineScorer(),
                new EngineAdapterMerge(),
                new EngineDataChecker(),
                new EngineReports(),
                new EngineBenchmark(),
                new EngineSampleProjects(),
                new EngineRunLogs(),
                new EngineDeviceDoctor());
    }
}
