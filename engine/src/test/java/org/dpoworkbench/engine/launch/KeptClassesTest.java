package org.dpoworkbench.engine.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class KeptClassesTest {
    @TempDir
    Path folder;

    @AfterEach
    void forget() {
        System.clearProperty(KeptClasses.FILE);
        System.clearProperty(KeptClasses.RECORD);
    }

    @Test
    void nothingIsAskedOfJavaWhereNoFileIsNamed() {
        assertThat(KeptClasses.flags()).isEmpty();
    }

    @Test
    void aFileThatIsThereIsUsed() throws IOException {
        Path file = folder.resolve("a file.aot");
        System.setProperty(KeptClasses.FILE, file.toString());
        assertThat(KeptClasses.flags()).isEmpty();
        Files.writeString(file, "");
        assertThat(KeptClasses.flags()).containsExactly("-XX:AOTCache=" + file, "-Xlog:aot*=off");
    }

    @Test
    void oneThatIsToBeMadeIsWritten() {
        Path file = folder.resolve("new.aot");
        System.setProperty(KeptClasses.FILE, "other");
        System.setProperty(KeptClasses.RECORD, file.toString());
        assertThat(KeptClasses.flags()).containsExactly("-XX:AOTCacheOutput=" + file);
    }

    /// Java goes on without a file that it cannot use, and says nothing: what a worker prints is its log.
    @Test
    void aFileThatIsNoneHindersNothing() throws Exception {
        Path file = Files.writeString(folder.resolve("broken.aot"), "no classes");
        System.setProperty(KeptClasses.FILE, file.toString());
        Process process = WorkerLauncher.ofThisJvm().start(Says.class, List.of("hello"));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said.strip()).isEqualTo("hello");
        assertThat(errors).doesNotContain("aot").doesNotContain("AOT");
    }

    /// Says its first argument.
    static final class Says {
        public static void main(String[] arguments) {
            System.out.println(arguments[0]);
        }
    }
}
