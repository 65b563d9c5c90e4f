package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Files of a cache while they are written, until they get their names. The process that writes one stands in its name,
/// so that one left by a process that was killed is known and removed.
public final class PartialFiles {
    private static final String END = ".part";
    private static final Pattern OWNED = Pattern.compile(".*\\.(\\d+)\\.\\d+\\.part");
    private static final Duration LONGEST = Duration.ofDays(1);

    private PartialFiles() {}

    /// A new file beside its target, in this process's name.
    public static Path create(Path target) throws IOException {
        String owned = target.getFileName() + "." + ProcessHandle.current().pid() + ".";
        return Files.createTempFile(target.getParent(), owned, END);
    }

    /// Removes those in a cache's folder that nobody writes any more: whose process is gone, or that are older than a
    /// day. What cannot be removed stays: it is in nobody's way.
    public static void removeLeft(Path cache) {
        if (!Files.isDirectory(cache)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(cache, "*" + END)) {
            for (Path file : files) {
                if (isLeft(file)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException _) {
            // The next start tries again.
        }
    }

    private static boolean isLeft(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        Matcher owned = OWNED.matcher(file.getFileName().toString());
        if (owned.matches() && ProcessHandle.of(Long.parseLong(owned.group(1))).isEmpty()) {
            return true;
        }
        return Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(Instant.now().minus(LONGEST));
    }
}
