package org.dpoworkbench.app.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dpoworkbench.engine.run.RunState;

/// What the command line's exit code says. Scripts may rely on it.
public enum ExitCode {
    FINISHED(0, "done; of a run that was followed: all its steps"),
    FAILED(1, "the run failed or its worker crashed, or something could not be read or written"),
    WRONG_INPUT(2, "wrong options, configuration, data or model; nothing was started"),
    STOPPED(3, "the run was stopped on request; --resume continues it"),
    DETACHED(4, "the run goes on and is no longer followed"),
    INTERNAL(70, "an error of the program itself");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /// The code for a followed run that stands at `state` when the following ends.
    static ExitCode of(RunState state) {
        return switch (state) {
            case FINISHED -> FINISHED;
            case STOPPED -> STOPPED;
            case FAILED, CRASHED -> FAILED;
            case QUEUED, STARTING, RUNNING, PAUSED -> DETACHED;
        };
    }

    /// Meanings by number, for the help.
    static Map<String, String> meanings() {
        return Arrays.stream(values())
                .collect(Collectors.toMap(
                        code -> Integer.toString(code.number), code -> code.meaning, (a, _) -> a, LinkedHashMap::new));
    }
}
