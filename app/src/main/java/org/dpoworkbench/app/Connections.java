package org.dpoworkbench.app;

import java.lang.reflect.Proxy;
import org.dpoworkbench.app.cli.room.Benchmark;
import org.dpoworkbench.app.cli.room.DataChecker;
import org.dpoworkbench.app.cli.room.LogProbabilities;
import org.dpoworkbench.app.cli.room.Reports;
import org.dpoworkbench.app.cli.room.Rooms;
import org.dpoworkbench.app.cli.room.RunLogs;
import org.dpoworkbench.app.cli.room.Runs;
import org.dpoworkbench.app.cli.room.SampleProjects;
import org.dpoworkbench.app.cli.room.Sampler;
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
                missing(Runs.class, "Training"),
                missing(LogProbabilities.class, "Computing log-probabilities"),
                missing(Sampler.class, "Sampling"),
                missing(DataChecker.class, "Checking data"),
                missing(Reports.class, "Reporting"),
                missing(Benchmark.class, "Measuring speed"),
                missing(SampleProjects.class, "The sample project"),
                missing(RunLogs.class, "The run log"));
    }

    /// Stands where a room will be connected.
    private static <R> R missing(Class<R> room, String what) {
        return room.cast(
                Proxy.newProxyInstance(Connections.class.getClassLoader(), new Class<?>[] {room}, (_, _, _) -> {
                    throw missing(what);
                }));
    }

    private static UserError missing(String what) {
        return new UserError(what + " is not part of this version yet.");
    }
}
