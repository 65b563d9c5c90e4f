package org.dpoworkbench.engine.runlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.dpoworkbench.engine.launch.WorkerLauncher;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RunLogHeldTest {
    @TempDir
    Path path;

    @Test
    @Timeout(60)
    void anotherProcessThatHoldsTheRunLogIsNamed() throws IOException, InterruptedException {
        Project project = Project.create(path, ProjectSettings.named("test"));
        WorkerLauncher java = WorkerLauncher.ofThisJvm();
        Process other = new ProcessBuilder(
                        java.java().toString(), "-cp", java.classPath(), Holder.class.getName(), path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo("held");
            assertThatThrownBy(() -> RunLog.open(project))
                    .isInstanceOf(RunLogHeld.class)
                    .hasMessageContaining("process " + other.pid());
            assertThatThrownBy(() -> RunLog.rebuild(project)).isInstanceOf(RunLogHeld.class);
            assertThat(project.runLog()).exists();
        } finally {
            other.destroyForcibly().waitFor();
        }
        RunLog.open(project).close(); // what a killed process held is free
    }

    /// Another window.
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (RunLog _ = RunLog.open(Project.open(Path.of(arguments[0])))) {
                System.out.println("held");
                System.in.read();
            }
        }
    }
}
