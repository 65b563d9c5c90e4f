package org.dpoworkbench.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFilesTest {
    @TempDir
    Path cache;

    @Test
    void whatNobodyWritesAnyMoreIsRemoved() throws IOException, InterruptedException {
        Path ofThisOne = PartialFiles.create(cache.resolve("tokens-a.bin"));
        Path ofOneThatIsGone = Files.createFile(cache.resolve("tokens-a.bin." + GoneProcess.pid() + ".77.part"));
        Path young = Files.createFile(cache.resolve("tokens-a.bin77.part"));
        Path old = Files.createFile(cache.resolve("reference-logps-a.f6477.part"));
        Path whole = Files.createFile(cache.resolve("tokens-a.bin"));
        FileTime twoDaysAgo = FileTime.from(Instant.now().minus(Duration.ofDays(2)));
        Files.setLastModifiedTime(old, twoDaysAgo);
        Files.setLastModifiedTime(whole, twoDaysAgo);

        PartialFiles.removeLeft(cache);

        assertThat(cache).isDirectoryNotContaining(ofOneThatIsGone::equals).isDirectoryNotContaining(old::equals);
        assertThat(cache.toFile().list())
                .containsExactlyInAnyOrder(
                        ofThisOne.getFileName().toString(),
                        young.getFileName().toString(),
                        whole.getFileName().toString());
    }

    @Test
    void aCacheThatIsNotThereYetHasNone() {
        PartialFiles.removeLeft(cache.resolve("none"));
        assertThat(cache).isEmptyDirectory();
    }
}
