package org.dpoworkbench.engine.data;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
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

/// Reads preference files record by record: a JSON array, JSON Lines, CSV or TSV, each plain, gzipped or with zstd, in
/// UTF-8 with or without a byte order mark; or Parquet. What a file is shows in its bytes; only for a table of
/// texts its name is asked. A folder or a pattern stands for its files, see [DataPath].
final class RecordFile {
    private static final int LOOK_AHEAD = 1 << 16;

    private RecordFile() {}

    /// Hands every record to `sink`, in file order.
    ///
    /// @param path as [DataPath] has it
    /// @throws UserError where a file cannot be opened, is none, is broken as what it is, or there is none
    static void read(Path path, Consumer<FileRecord> sink) {
        DataPath.Found found = DataPath.find(path);
        Consumer<FileRecord> to = found.entry()
                .<Consumer<FileRecord>>map(entry -> record -> sink.accept(entry.convert(record)))
                .orElse(sink);
        for (Path file : found.files()) {
            readOne(file, to);
        }
    }

    private static void readOne(Path file, Consumer<FileRecord> sink) {
        try (InputStream bytes = open(file)) {
            NoData.refuse(file, bytes);
            if (beginsWith(bytes, 'P', 'A', 'R', '1')) {
                ParquetRecords.read(file, sink);
            } else if (TableRecords.isTable(file)) {
                TableRecords.read(file, bytes, sink);
            } else if (beginsWithBracket(bytes)) {
                JsonArrayRecords.read(file, bytes, sink);
            } else {
                JsonLinesRecords.read(file, bytes, sink);
            }
        } catch (NoSuchFileException e) {
            throw new UserError(file + " does not exist. Is the path to the preference file right?", e);
        } catch (AccessDeniedException e) {
            throw new UserError(file + " may not be read by you: its permissions forbid it.", e);
        } catch (ZstdIOException e) {
            throw broken(file, "zstd", e);
        } catch (EOFException | ZipException e) {
            throw broken(file, "gzip", e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    private static UserError broken(Path file, String what, IOException e) {
        return new UserError(
                "%s is broken as %s (%s). Was it copied or downloaded whole?".formatted(file, what, e.getMessage()), e);
    }

    /// The file's text bytes: inflated, and after the byte order mark if there is one. Supports mark and reset.
    static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), LOOK_AHEAD);
        try {
            InputStream text = inflated(raw);
            if (beginsWith(text, 0xef, 0xbb, 0xbf)) {
                text.skipNBytes(3);
            }
            return text;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static InputStream inflated(InputStream raw) throws IOException {
        if (beginsWith(raw, 0x1f, 0x8b)) {
            return new BufferedInputStream(new GZIPInputStream(raw, LOOK_AHEAD), LOOK_AHEAD);
        }
        return beginsWith(raw, 0x28, 0xb5, 0x2f, 0xfd)
                ? new BufferedInputStream(new ZstdInputStream(raw), LOOK_AHEAD)
                : raw;
    }

    static boolean beginsWith(InputStream in, int... bytes) throws IOException {
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
