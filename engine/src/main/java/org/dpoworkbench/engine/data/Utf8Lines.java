package org.dpoworkbench.engine.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.dpoworkbench.engine.problem.UserError;

/// Splits bytes at line feeds and reads each line as strict UTF-8, so that one bad line leaves the others readable.
final class Utf8Lines {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CharsetDecoder decoder = strictDecoder();
    private int next;
    private int end;
    private long number;

    /// @param in after a byte order mark, if there is one; stays the caller's to close
    Utf8Lines(InputStream in) {
        this.in = in;
    }

    /// A decoder that reports what is not UTF-8 instead of replacing it.
    static CharsetDecoder strictDecoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /// A line without its line feed.
    sealed interface Line {
        /// Its number, from 1.
        long number();

        record Text(long number, String text) implements Line {}

        /// A line that is no text.
        ///
        /// @param offset of the first wrong byte in the line, from 0
        /// @param wrong  that byte, 0 to 255
        record NotUtf8(long number, int offset, int wrong) implements Line {
            String reason() {
                String hint = number == 1 && offset == 0 && (wrong == 0xff || wrong == 0xfe)
                        ? " It looks like the byte order mark of UTF-16."
                        : "";
                return "byte %d of the line (0x%02x) is not UTF-8.%s Save the file as UTF-8."
                        .formatted(offset + 1, wrong, hint);
            }
        }
    }

    /// Reads the file again, line by line, to say where it is not UTF-8.
    static UserError whereNotUtf8(Path file, Exception cause) throws IOException {
        try (InputStream bytes = RecordFile.open(file)) {
            Utf8Lines lines = new Utf8Lines(bytes);
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                if (line.get() instanceof Line.NotUtf8 bad) {
                    return new UserError(file + ", line " + bad.number() + ": " + bad.reason(), cause);
                }
            }
        }
        return new UserError(file + " is not UTF-8. Save it as UTF-8.", cause);
    }

    /// The next line, absent at the end.
    Optional<Line> next() throws IOException {
        line.reset();
        boolean any = false;
        while (next < end || fill()) {
            any = true;
            int from = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            line.write(buffer, from, next - from);
            if (next < end) {
                next++;
                break;
            }
        }
        if (!any) {
            return Optional.empty();
        }
        number++;
        return Optional.of(decode(line.toByteArray()));
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    private Line decode(byte[] bytes) throws CharacterCodingException {
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(bytes.length);
        decoder.reset();
        CoderResult result = decoder.decode(input, output, true);
        if (result.isError()) {
            return new Line.NotUtf8(number, input.position(), bytes[input.position()] & 0xff);
        }
        decoder.flush(output);
        return new Line.Text(number, output.flip().toString());
    }
}
