package org.dpoworkbench.app.window.model.runs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dpoworkbench.engine.problem.UserError;

/// The end of a log, read on as it grows. A long log is begun near its end. Waits for files; not for several threads.
final class LogLines {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final int mostBytes;
    private long offset = -1;
    private boolean cut;

    /// @param mostBytes how much of a long log's end is read
    LogLines(Path file, int mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /// The whole lines that came since the last call; none where there is no log yet. A log that has become shorter is
    /// another one and begins again.
    List<String> next() {
        try (FileChannel log = FileChannel.open(file)) {
            long size = log.size();
            if (offset < 0 || size < offset) {
                offset = Math.max(0, size - mostBytes);
                cut = offset > 0;
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(Math.max(size - offset, 0), mostBytes + BUFFER));
            while (bytes.hasRemaining() && log.read(bytes, offset + bytes.position()) >= 0) {}
            return lines(new String(bytes.array(), 0, wholeCharacters(bytes), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /// Moves on by the bytes up to the last line's end, so that no character is cut in two.
    private int wholeCharacters(ByteBuffer bytes) {
        int end = bytes.position();
        while (end > 0 && bytes.get(end - 1) != '\n') {
            end--;
        }
        offset += end;
        return end;
    }

    private List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (cut) { // the first line is not whole
            cut = false;
            lines.removeFirst();
        }
        return lines;
    }
}
