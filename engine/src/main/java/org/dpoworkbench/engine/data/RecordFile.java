package org.dpoworkbench.engine.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.dpoworkbench.engine.problem.UserError;

/// Reads a preference file record by record: a JSON array or JSON Lines, plain or gzipped, UTF-8 with or without a byte
/// order mark. What it is shows in its bytes; its name is not asked.
final class RecordFile {
    private static final int LOOK_AHEAD = 1 << 16;

    private RecordFile() {}

    /// Hands every record to `sink`, in file order.
    ///
    /// @throws UserError where the file cannot be opened, is no file, is broken as gzip, or is a broken
    ///                   JSON array, whose rest cannot be read
    static void read(Path file, Consumer<FileRecord> sink) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + " is a folder. Name a preference file: JSON, JSON Lines, or gzip of either.");
        }
        try (InputStream bytes = open(file)) {
            if (beginsWithBracket(bytes)) {
                JsonArrayRecords.read(file, bytes, sink);
            } else {
                JsonLinesRecords.read(file, bytes, sink);
            }
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist. Is the path to the preference file right?", e);
        } catch (AccessDeniedException e) {
            throw new UserError(file + " may not be read by you: its permissions forbid it.", e);
        } catch (EOFException | ZipException e) {
            throw new UserError(
                    file + " is broken as gzip (" + e.getMessage() + "). Was it copied or downloaded whole?", e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /// The file's text bytes: inflated, and after the byte order mark if there is one. Supports mark and reset.
    static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), LOOK_AHEAD);
        try {
            InputStream text = beginsWith(raw, 0x1f, 0x8b)
                    ? new BufferedInputStream(new GZIPInputStream(raw, LOOK_AHEAD), LOOK_AHEAD)
                    : raw;
            if (beginsWith(text, 0xef, 0xbb, 0xbf)) {
                text.skipNBytes(3);
            }
            return text;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean beginsWith(InputStream in, int... bytes) throws IOException {
        in.mark(bytes.length);
        boolean same = true;
        for (int expected : bytes) {
            same = same && in.read() == expected;
        }
        in.reset();
        return same;
    }

    private static boolean beginsWithBracket(InputStream in) throws IOException {
        in.mark(LOOK_AHEAD);
        int first = in.read();
        for (int read = 1; read < LOOK_AHEAD && first >= 0 && first <= ' '; read++) {
            first = in.read();
        }
        in.reset();
        return first == '[';
    }
}
