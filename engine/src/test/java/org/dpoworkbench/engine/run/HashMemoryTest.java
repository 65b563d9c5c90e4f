package org.dpoworkbench.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A remembered hash is that of the file as it is.
@DisabledOnOs(OS.WINDOWS) // where a file's change time is not told, nothing is remembered
class HashMemoryTest {
    @TempDir
    Path folder;

    @Test
    void aFileThatRestsIsReadOnce() throws Exception {
        Path file = large();
        HashMemory hashes = new HashMemory(folder.resolve("cache"));
        Thread.sleep(Duration.ofMillis(2200));

        assertThat(hashes.sha256(file)).isEqualTo(FileHash.sha256(file));

        Path note = notes().getFirst();
        String kept = Files.readString(note);
        Files.writeString(note, kept.replace(FileHash.sha256(file), "0".repeat(64)));
        assertThat(hashes.sha256(file)).as("from the note").isEqualTo("0".repeat(64));
        Files.writeString(note, kept.substring(0, kept.length() - 5));
        assertThat(hashes.sha256(file)).as("a note that is cut off").isEqualTo(FileHash.sha256(file));

        FileTime time = Files.getLastModifiedTime(file);
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.writeByte(1);
        }
        Files.setLastModifiedTime(file, time);
        assertThat(hashes.sha256(file)).as("changed, size and time as before").isEqualTo(FileHash.sha256(file));

        Thread.sleep(Duration.ofMillis(2200));
        assertThat(hashes.sha256(file)).isEqualTo(FileHash.sha256(file));
        Path other = folder.resolve("other");
        Files.write(other, new byte[10 << 20]);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(hashes.sha256(file)).as("another file in its place").isEqualTo(FileHash.sha256(file));
    }

    @Test
    void aFileThatChangedJustNowIsNotRemembered() throws IOException {
        Path file = large();
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));

        new HashMemory(folder.resolve("cache")).sha256(file);

        assertThat(folder.resolve("cache")).doesNotExist();
    }

    private Path large() throws IOException {
        Path file = folder.resolve("data.jsonl");
        Files.write(file, new byte[9 << 20]);
        return file;
    }

    private List<Path> notes() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }
}
