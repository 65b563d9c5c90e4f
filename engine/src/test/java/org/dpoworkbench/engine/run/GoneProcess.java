package org.dpoworkbench.engine.run;

import java.io.IOException;

/// A process that has ended, for what looks after files of such.
public final class GoneProcess {
    private GoneProcess() {}

    public static long pid() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        gone.waitFor();
        return gone.pid();
    }
}
