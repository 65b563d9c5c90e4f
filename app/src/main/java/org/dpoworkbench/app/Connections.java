package org.dpoworkbench.app;

import org.dpoworkbench.app.cli.room.Rooms;
import org.dpoworkbench.app.rooms.EngineBenchmark;
import org.dpoworkbench.app.rooms.EngineDataChecker;
import org.dpoworkbench.app.rooms.EngineLogProbabilities;
import org.dpoworkbench.app.rooms.EngineReports;
import org.dpoworkbench.app.rooms.EngineRunLogs;
import org.dpoworkbench.app.rooms.EngineRuns;
import org.dpoworkbench.app.rooms.EngineSampleProjects;
import org.dpoworkbench.app.rooms.EngineSampler;
import org.dpoworkbench.engine.problem.UserError;

/// The one place where the two faces are connected with the rooms behind them.
final class Connections {
    private Connections() {}

    /// Opens the window and returns when it is closed.
    static Runnable window() {
        return () -> {
            throw missing("The window");
        };
    }

    static Rooms rooms() {
        return new Rooms(
                new EngineRuns(),
                new EngineLogProbabilities(),
                new EngineSampler(),
                new EngineDataChecker(),
                new EngineReports(),
                new EngineBenchmark(),
                new EngineSampleProjects(),
                new EngineRunLogs());
    }

    private static UserError missing(String what) {
        return new UserError(what + " is not part of this version yet.");
    }
}
