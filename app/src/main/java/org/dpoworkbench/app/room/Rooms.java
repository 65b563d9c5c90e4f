package org.dpoworkbench.app.room;

/// Everything that the commands ask of the rooms behind them, so that a test can stand in for each.
public record Rooms(
        Runs runs,
        LogProbabilities logProbabilities,
        TokenLogProbabilities tokenLogProbabilities,
        Sampler sampler,
        Scorer scorer,
        AdapterMerge adapterMerge,
        DataChecker dataChecker,
        Reports reports,
        Benchmark benchmark,
        SampleProjects sampleProjects,
        RunLogs runLogs,
        DeviceDoctor deviceDoctor) {}
