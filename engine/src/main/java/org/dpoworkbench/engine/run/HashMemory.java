package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers the hashes of large files from one run to the next, in the manner of git's index: while a file's size,
/// inode, modification and change time are the same, it is not read again. A program can set the modification time
/// back, but not the change time; where a file system tells none, nothing is remembered.
///
/// @param folder where the hashes are, a file each; deletable
public record HashMemory(Path folder) {
    private static final Logger LOG = LoggerFactory.getLogger(HashMemory.class);

    /// Smaller files are hashed as fast as they are looked up.
    private static final long FROM_BYTES = 8L << 20;

    /// A file that changed so shortly before may change again within the same tick of its clock.
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /// The file's SHA-256, as [FileHash] gives it.
    ///
    /// @throws IOException where the file cannot be read
    public String sha256(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Optional<String> stamp = Files.size(absolute) < FROM_BYTES ? Optional.empty() : stamp(absolute, Instant.now());
        if (stamp.isEmpty()) {
            return FileHash.sha256(absolute);
        }
        Path note = folder.resolve(
                "hash-" + UUID.nameUUIDFromBytes(absolute.toString().getBytes(StandardCharsets.UTF_8)) + ".txt");
        String known = Files.exists(note) ? Files.readString(note) : "";
        String before = stamp.get() + "\n";
        if (known.length() == before.length() + 65 && known.startsWith(before) && known.endsWith("\n")) {
            return known.substring(before.length(), known.length() - 1);
        }
        String hash = FileHash.sha256(absolute);
        if (stamp(absolute, Instant.now()).equals(stamp)) {
            keep(note, before + hash + "\n");
        }
        return hash;
    }

    /// What changes when the file does; absent where that is unknown or the file changed just now.
    private static Optional<String> stamp(Path file, Instant now) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Map<String, Object> seen = Files.readAttributes(file, "unix:size,lastModifiedTime,ctime,ino,dev");
        Instant settled = now.minus(SETTLED);
        boolean justNow = ((FileTime) seen.get("ctime")).toInstant().isAfter(settled)
                || ((FileTime) seen.get("lastModifiedTime")).toInstant().isAfter(settled);
        return justNow
                ? Optional.empty()
                : Optional.of("%s %s %s %s %s"
                        .formatted(
                                seen.get("size"),
                                seen.get("lastModifiedTime"),
                                seen.get("ctime"),
                                seen.get("ino"),
                                seen.get("dev")));
    }

    /// Appears when it is whole. Without it the file is hashed again, so a full disk is no reason to fail.
    private static void keep(Path note, String text) {
        try {
            Files.createDirectories(note.getParent());
            AtomicFile.write(note, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.info("A hash is not remembered in {}: {}", note.getParent(), e.getMessage());
        }
    }
}
