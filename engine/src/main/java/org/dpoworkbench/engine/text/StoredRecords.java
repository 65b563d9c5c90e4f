package org.dpoworkbench.engine.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;
import org.dpoworkbench.engine.data.PreferenceRecord;
import org.dpoworkbench.engine.problem.UserError;

/// The records of a large file, to be looked at in any order: their texts are in a temporary file that is mapped into
/// memory, and a record is made of them each time it is asked for. The file is gone when the list is, at the latest
/// with the program. Safe for use by several threads.
final class StoredRecords extends AbstractList<PreferenceRecord> implements RandomAccess {
    private final MemorySegment texts;
    private final long[] ends;
    private final IntFunction<StoredTexts.Head> heads;

    private StoredRecords(MemorySegment texts, long[] ends, IntFunction<StoredTexts.Head> heads) {
        this.texts = texts;
        this.ends = ends;
        this.heads = heads;
    }

    @Override
    public int size() {
        return ends.length;
    }

    @Override
    public PreferenceRecord get(int index) {
        long from = Objects.checkIndex(index, ends.length) == 0 ? 0 : ends[index - 1];
        return StoredTexts.read(
                texts.asSlice(from, ends[index] - from).toArray(ValueLayout.JAVA_BYTE), heads.apply(index));
    }

    /// Writes records one after the other.
    static final class Writer implements AutoCloseable {
        private static final int AT_ONCE = 1 << 20;

        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(AT_ONCE);
        private long[] ends = new long[1024];
        private int size;
        private long written;

        /// @throws UserError where there is no room for temporary files
        Writer() {
            try {
                Path file = Files.createTempFile("dpo-workbench-records", ".bin");
                file.toFile().deleteOnExit(); // where a mapped file cannot be deleted before
                channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }

        void add(PreferenceRecord record) {
            byte[] bytes = StoredTexts.of(record).getBytes(StandardCharsets.US_ASCII);
            if (buffer.remaining() < bytes.length) {
                flush();
            }
            if (buffer.capacity() < bytes.length) {
                write(ByteBuffer.wrap(bytes));
            } else {
                buffer.put(bytes);
            }
            written += bytes.length;
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, 2 * size);
            }
            ends[size++] = written;
        }

        private void flush() {
            write(buffer.flip());
            buffer.clear();
        }

        private void write(ByteBuffer bytes) {
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }

        private static UserError cannotWrite(IOException e) {
            return new UserError(
                    "The texts of a large file cannot be put into a temporary file: %s. Is the disk full?"
                            .formatted(e.getMessage()),
                    e);
        }

        /// @param heads what is known of each record besides its texts
        StoredRecords finish(IntFunction<StoredTexts.Head> heads) {
            flush();
            try {
                return new StoredRecords(
                        channel.map(FileChannel.MapMode.READ_ONLY, 0, written, Arena.ofAuto()),
                        Arrays.copyOf(ends, size),
                        heads);
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }
    }
}
