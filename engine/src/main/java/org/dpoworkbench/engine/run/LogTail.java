package org.dpoworkbench.engine.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.dpoworkbench.engine.problem.UserError;

/// The end of a worker's log.
public final class LogTail {
    /// How many lines tell about a crash.
    public static final int CRASH_LINES = 200;

    private static final int MOST_BYTES = 1 << 18;

    private LogTail() {}

    /// The last lines of the folder's log, at most `lines`; none where there is no log.
    public static List<String> of(RunFolder folder, int lines) {
        try (FileChannel log = FileChannel.open(folder.log())) {
            long start = Math.max(0, log.size() - MOST_BYTES);
            ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES);
            while (bytes.hasRemaining() && log.read(bytes, start + bytes.position()) >= 0) {}
            List<String> all = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UserError(folder.log() + " cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
