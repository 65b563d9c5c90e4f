package org.dpoworkbench.engine.guest;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Reads a TFRecord file from where it was left, also while it is written.
///
/// ```
/// uint64 length              little-endian, as all numbers here
/// uint32 masked crc of length
/// byte   data[length]
/// uint32 masked crc of data
/// ```
/// (tensorflow.org, "TFRecord and tf.train.Example", section "TFRecords format details".) A last record that
/// is not whole yet is left for the next time.
final class TfRecords {
    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;
    private static final int FOOTER_BYTES = Integer.BYTES;
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path file;
    private long offset;

    TfRecords(Path file) {
        this.file = file;
    }

    /// What takes the records, in order.
    @FunctionalInterface
    interface Sink {
        void take(byte[] record) throws Damaged;
    }

    /// A record that is not what was written. What stands before it has been read; what follows it cannot be
    /// found.
    static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    /// Where the next record begins, in bytes.
    long offset() {
        return offset;
    }

    /// Hands over the records that have become whole since the last call.
    ///
    /// @throws Damaged where a checksum does not hold; asked again, the same
    void read(Sink sink) throws IOException, Damaged {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            if (size < offset) {
                throw new Damaged("it became shorter while it was followed");
            }
            channel.position(offset);
            var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES));
            byte[] header = new byte[HEADER_BYTES];
            while (size - offset >= HEADER_BYTES) {
                in.readFully(header);
                long length = length(header);
                if (size - offset - HEADER_BYTES - FOOTER_BYTES < length) {
                    return;
                }
                sink.take(data(in, length));
                offset += HEADER_BYTES + length + FOOTER_BYTES;
            }
        } catch (EOFException e) {
            throw new Damaged("it became shorter while it was read");
        }
    }

    private long length(byte[] header) throws Damaged {
        ByteBuffer numbers = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        long length = numbers.getLong();
        if (numbers.getInt() != MaskedCrc32c.of(header, 0, Long.BYTES)) {
            throw new Damaged("the checksum of the record's length at byte %d does not hold".formatted(offset));
        }
        if (length < 0 || length > Integer.MAX_VALUE - 64) {
            throw new Damaged(
                    "the record at byte %d would be %s bytes long".formatted(offset, Long.toUnsignedString(length)));
        }
        return length;
    }

    private byte[] data(DataInputStream in, long length) throws IOException, Damaged {
        byte[] data = in.readNBytes((int) length);
        int checksum = Integer.reverseBytes(in.readInt());
        if (data.length < length || checksum != MaskedCrc32c.of(data, 0, data.length)) {
            throw new Damaged("the checksum of the record at byte %d does not hold".formatted(offset));
        }
        return data;
    }
}
