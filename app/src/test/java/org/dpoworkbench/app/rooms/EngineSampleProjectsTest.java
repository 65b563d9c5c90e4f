package org.dpoworkbench.app.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineSampleProjectsTest {
    @TempDir
    Path folder;

    private Path sample;

    @BeforeEach
    void aSample() throws IOException {
        sample = folder.resolve("installed");
        Files.createDirectories(sample.resolve("models").resolve("tiny"));
        Files.writeString(sample.resolve("project.yaml"), "name: sample\n");
        Files.writeString(sample.resolve("models").resolve("tiny").resolve("config.json"), "{}");
    }

    @Test
    void theCopyHoldsAllThatTheSampleHolds() {
        Path copy = EngineSampleProjects.copyOf(sample, folder.resolve("home").resolve("sample"));
        assertThat(copy.resolve("project.yaml")).hasContent("name: sample");
        assertThat(copy.resolve("models").resolve("tiny").resolve("config.json"))
                .hasContent("{}");
    }

    @Test
    void aCopyThatIsThereIsLeftAsTheUserHasIt() throws IOException {
        Path copy = EngineSampleProjects.copyOf(sample, folder.resolve("copy"));
        Files.writeString(copy.resolve("project.yaml"), "name: mine\n");
        EngineSampleProjects.copyOf(sample, copy);
        assertThat(copy.resolve("project.yaml")).hasContent("name: mine");
    }

    @Test
    void aCopyThatWasBrokenOffIsMadeAgain() throws IOException {
        Path copy = EngineSampleProjects.copyOf(sample, folder.resolve("copy"));
        Files.delete(copy.resolve("project.yaml"));
        Files.writeString(copy.resolve("models").resolve("tiny").resolve("config.json"), "{");
        EngineSampleProjects.copyOf(sample, copy);
        assertThat(copy.resolve("project.yaml")).hasContent("name: sample");
        assertThat(copy.resolve("models").resolve("tiny").resolve("config.json"))
                .hasContent("{}");
    }
}
