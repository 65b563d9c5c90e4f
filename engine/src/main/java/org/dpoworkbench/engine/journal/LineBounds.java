package org.dpoworkbench.engine.journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Finds lines from the end of a file, without reading the rest of it.
final class LineBounds {
    private static final int BLOCK_BYTES = 8192;

    private LineBounds() {}

    /// Offset of the first byte after the last line feed before `end`; 0 where there is none.
    static long startOfLastLine(FileChannel file, long end) throws IOException {
        long blockEnd = end;
        while (blockEnd > 0) {
            long blockStart = Math.max(0, blockEnd - BLOCK_BYTES);
            byte[] block = bytes(file, blockStart, blockEnd);
            for (int i = block.length - 1; i >= 0; i--) {
                if (block[i] == '\n') {
                    return blockStart + i + 1;
                }
            }
            blockEnd = blockStart;
        }
        return 0;
    }

    static byte[] bytes(FileChannel file, long start, long end) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(end - start));
        while (bytes.hasRemaining()) {
            if (file.read(bytes, start + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.array();
    }
}
