package org.dpoworkbench.engine.launch;

import java.nio.file.Path;
import org.dpoworkbench.engine.run.RunFolder;

/// Launches a [FakeWorker] on the folder given and follows it, until it is killed.
public final class FakeSupervisor {
    private FakeSupervisor() {}

    public static void main(String[] arguments) throws InterruptedException {
        Worker worker = WorkerLauncher.ofThisJvm()
                .withMainClass(FakeWorker.class.getName())
                .withJvmArguments("-Xmx64m", "-XX:TieredStopAtLevel=1")
                .launch(new RunFolder(Path.of(arguments[0])));
        RunFollower.of(worker).follow(_ -> {});
    }
}
