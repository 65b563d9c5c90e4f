package org.dpoworkbench.engine.run;

/// What a worker's exit code means, in words.
public final class ExitCode {
    /// A shell's and the JDK's way to tell that a signal ended a process: 128 + its number.
    private static final int SIGNALS = 128;

    private ExitCode() {}

    /// For example `137 (killed by signal 9: …)`.
    public static String describe(int exitCode) {
        String meaning = switch (exitCode) {
            // -XX:+ExitOnOutOfMemoryError
            case 3 -> "the Java heap was too small for it: give the worker a larger one, or smaller batches";
            case SIGNALS + 6, SIGNALS + 11 -> "its native code or the JVM crashed: see hs_err*.log in the run folder";
            case SIGNALS + 9 -> "killed by signal 9: by hand, or by the system when memory ran out";
            default -> exitCode > SIGNALS ? "ended by signal " + (exitCode - SIGNALS) : "see its log";
        };
        return "%d (%s)".formatted(exitCode, meaning);
    }
}
