package org.dpoworkbench.engine.runlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dpoworkbench.engine.project.Project;
import org.dpoworkbench.engine.project.ProjectSettings;
import org.dpoworkbench.engine.run.GoneProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewRunLogTest {
    @TempDir
    Path folder;

    @Test
    void whatAKilledProcessLeftHalfMadeIsRemovedWhenTheRunLogIsOpened() throws IOException, InterruptedException {
        Project project = Project.create(folder, ProjectSettings.named("test"));
        RunLog.open(project).close();
        Path left = Files.createFile(folder.resolve("runlog-new-" + GoneProcess.pid() + ".mv.db"));
        Path ofOneAtWork = Files.createFile(
                folder.resolve("runlog-new-" + ProcessHandle.current().pid() + ".mv.db"));
        Path ofSomebodyElse = Files.createFile(folder.resolve("runlog-new-copy.mv.db"));
        RunLog.open(project).close();
        assertThat(left).doesNotExist();
        assertThat(ofOneAtWork).exists();
        assertThat(ofSomebodyElse).exists();
        assertThat(project.runLog()).exists();
    }
}
