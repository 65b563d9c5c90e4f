package org.dpoworkbench.engine.evaluation;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// A gzipped file that may have been cut off: what is there is read, and then it ends.
final class TornGzip extends FilterInputStream {
    private boolean torn;

    TornGzip(InputStream file) throws IOException {
        super(new GZIPInputStream(file));
    }

    /// Whether the end came too early; known once the end is reached.
    boolean isTorn() {
        return torn;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return torn ? -1 : super.read(bytes, offset, length);
        } catch (EOFException | ZipException _) { // told by isTorn
            torn = true;
            return -1;
        }
    }
}
