package org.dpoworkbench.engine.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunFolder;

/// Reads journals, also while they are written: whole lines only, so that a torn last line is never seen.
///
/// Lines of a type that this version does not know are skipped. A line that is no journal line is a [UserError] that
/// names file and line, once those before it have been read. A run folder without a journal reads as an empty one.
public final class JournalReader {
    private static final int BATCH_BYTES = 1 << 22;
    private static final int FIRST_BYTES = 1 << 10;

    private JournalReader() {}

    /// Consecutive entries.
    ///
    /// @param offset where to read on: the byte after the last line read
    public record Batch(List<Entry> entries, long offset) {}

    /// Hands every entry to `listener`, in order.
    public static void forEach(RunFolder folder, Consumer<Entry> listener) {
        long offset = 0;
        while (true) {
            Batch batch = read(folder, offset);
            if (batch.offset() == offset) {
                return;
            }
            batch.entries().forEach(listener);
            offset = batch.offset();
        }
    }

    /// The whole lines from `offset` on, a few mebibytes of them at most; the batch's offset is the same where there
    /// is none.
    ///
    /// @param offset 0 or a batch's offset
    public static Batch read(RunFolder folder, long offset) {
        return read(folder, offset, BATCH_BYTES);
    }

    private static Batch read(RunFolder folder, long offset, int batchBytes) {
        Path file = folder.journal();
        try (FileChannel journal = FileChannel.open(file)) {
            long end = wholeEnd(journal, offset, batchBytes);
            if (end <= offset) {
                return new Batch(List.of(), offset);
            }
            return parse(file, LineBounds.bytes(journal, offset, end), offset);
        } catch (NoSuchFileException e) {
            return new Batch(List.of(), offset);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// The journal's first entry that this version knows, looking in the first few lines only.
    public static Optional<Entry> first(RunFolder folder) {
        return read(folder, 0, FIRST_BYTES).entries().stream().findFirst();
    }

    /// Length of the journal's whole lines in bytes; 0 where there is none.
    public static long wholeBytes(RunFolder folder) {
        try (FileChannel journal = FileChannel.open(folder.journal())) {
            return LineBounds.startOfLastLine(journal, journal.size());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw unreadable(folder.journal(), e);
        }
    }

    /// The last `find` that is not empty, looking from the journal's end.
    public static <T> Optional<T> findLast(RunFolder folder, Function<Entry, Optional<T>> find) {
        return findLast(folder, 0, find);
    }

    /// The last `find` that is not empty, looking from the journal's end back to `offset`.
    ///
    /// @param offset 0 or the offset of a line
    public static <T> Optional<T> findLast(RunFolder folder, long offset, Function<Entry, Optional<T>> find) {
        Path file = folder.journal();
        try (FileChannel journal = FileChannel.open(file)) {
            long end = LineBounds.startOfLastLine(journal, journal.size());
            while (end > offset) {
                long start = LineBounds.startOfLastLine(journal, end - 1);
                for (Entry entry : parse(file, LineBounds.bytes(journal, start, end), start)
                        .entries()) {
                    Optional<T> found = find.apply(entry);
                    if (found.isPresent()) {
                        return found;
                    }
                }
                end = start;
            }
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /// End of the last whole line within a batch of `offset`; further where that very line is longer.
    private static long wholeEnd(FileChannel journal, long offset, int batchBytes) throws IOException {
        long size = journal.size();
        long end = size;
        for (long bytes = batchBytes; offset + bytes < size; bytes *= 2) {
            end = LineBounds.startOfLastLine(journal, offset + bytes);
            if (end > offset) {
                return end;
            }
        }
        return LineBounds.startOfLastLine(journal, size);
    }

    /// The entries before a bad line; where that is the first one, an error.
    private static Batch parse(Path file, byte[] lines, long offset) {
        List<Entry> entries = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < lines.length; i++) {
            if (lines[i] == '\n') {
                try {
                    EntryReader.read(lines, start, i - start).ifPresent(entries::add);
                } catch (EntryReader.BadLine e) {
                    if (start == 0) {
                        throw badLine(file, offset, e);
                    }
                    break;
                }
                start = i + 1;
            }
        }
        return new Batch(entries, offset + start);
    }

    static UserError badLine(Path file, long offset, EntryReader.BadLine e) {
        return new UserError(
                ("%s, line %d: this is no journal line: %s. The file was changed by hand or the disk is damaged;"
                                + " the lines before it are whole. Take the line out, or restore the file.")
                        .formatted(file, lineNumber(file, offset), e.getMessage()),
                e);
    }

    private static long lineNumber(Path file, long offset) {
        try (FileChannel journal = FileChannel.open(file)) {
            long lines = 1;
            for (long start = 0; start < offset; start += BATCH_BYTES) {
                for (byte b : LineBounds.bytes(journal, start, Math.min(offset, start + BATCH_BYTES))) {
                    if (b == '\n') {
                        lines++;
                    }
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UserError unreadable(Path file, IOException e) {
        return new UserError(file + " cannot be read: " + e.getMessage() + ".", e);
    }
}
