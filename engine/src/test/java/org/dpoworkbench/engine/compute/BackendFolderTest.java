package org.dpoworkbench.engine.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendFolderTest {
    @TempDir
    Path distribution;

    private Path file(String place) throws IOException {
        Path path = distribution.resolve(place);
        Files.createDirectories(path.getParent());
        return Files.createFile(path);
    }

    @Test
    void itIsBesideTheFolderOfTheProgramsJars() throws IOException {
        Path engine = file("lib/engine.jar");
        assertThat(BackendFolder.besideProgram(engine)).isEmpty();
        Path one = file("nd4j/a.jar");
        file("nd4j/notes.txt");
        Path two = file("nd4j/b.jar");
        assertThat(BackendFolder.besideProgram(engine)).hasValue(new BackendFolder(List.of(one, two)));
    }

    @Test
    void anEmptyFolderIsNone() throws IOException {
        Path engine = file("lib/engine.jar");
        Files.createDirectories(distribution.resolve("nd4j"));
        assertThat(BackendFolder.besideProgram(engine)).isEmpty();
    }

    /// The program's OpenBLAS and ND4J's have files of the same names, and the first on the class path would win.
    @Test
    void theProgramsOpenBlasGivesWay() {
        BackendFolder folder = new BackendFolder(List.of(Path.of("nd4j/openblas-0.3.19.jar"), Path.of("nd4j/z.jar")));
        String program = path("lib/engine.jar", "lib/openblas-0.3.31-linux-x86_64.jar", "lib/h2.jar");
        assertThat(folder.classPath(program))
                .isEqualTo(path("lib/engine.jar", "lib/h2.jar", "nd4j/openblas-0.3.19.jar", "nd4j/z.jar"));
    }

    private static String path(String... entries) {
        return String.join(File.pathSeparator, entries);
    }
}
