package org.dpoworkbench.engine.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dpoworkbench.engine.curve.RunCurves;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.RunState;

/// A table with a column of steps, as trackers export it and scripts write it: every other column of numbers
/// is a metric. It is read on from where it was left.
final class CsvFile implements GuestReader {
    private static final int BATCH_BYTES = 1 << 22;

    private final Path file;
    private GuestCurves curves = new GuestCurves();
    private Optional<CsvLayout> layout = Optional.empty();
    private long offset;
    private Optional<FileStamp> read = Optional.empty();
    private RunCurves last = RunCurves.EMPTY;

    CsvFile(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.getFileName().toString();
    }

    @Override
    public Path path() {
        return file;
    }

    @Override
    public GuestKind kind() {
        return GuestKind.CSV;
    }

    @Override
    public boolean changed() {
        return !Optional.of(stamp()).equals(read);
    }

    @Override
    public RunCurves curves() {
        FileStamp now = stamp();
        if (!Optional.of(now).equals(read)) {
            if (now.size() < offset) {
                beginAgain();
            }
            readOn();
            read = Optional.of(now);
            last = curves.snapshot(RunState.QUEUED, 0, List.of());
        }
        return last;
    }

    /// The table was written anew.
    private void beginAgain() {
        curves = new GuestCurves();
        layout = Optional.empty();
        offset = 0;
    }

    private void readOn() {
        try (FileChannel channel = FileChannel.open(file)) {
            for (Block block = Block.at(channel, offset); ; block = Block.at(channel, offset)) {
                if (block.wholeBytes() == 0) {
                    tornRow(block.rest());
                    return;
                }
                rows(block.whole());
                offset += block.wholeBytes();
            }
        } catch (IOException e) {
            throw GuestFiles.unreadable(file, e);
        }
    }

    private void rows(String text) {
        String body = text;
        if (layout.isEmpty()) {
            int end = text.indexOf('\n');
            layout = Optional.of(layout(text.substring(0, end)));
            body = text.substring(end + 1);
        }
        for (List<String> row : parse(body)) {
            row(layout.get(), row);
        }
    }

    /// A last row without a line's end counts where it has every cell: its step is whole, though its last
    /// number may not be and is then said again.
    private void tornRow(String text) {
        if (text.isBlank()) {
            return;
        }
        if (layout.isEmpty()) {
            var _ = layout(text); // a header, or no table
            return;
        }
        boolean wholeStep = layout.get().step() < layout.get().columns() - 1;
        if (wholeStep && text.indexOf('"') < 0) {
            parse(text).stream()
                    .filter(row -> row.size() == layout.get().columns())
                    .forEach(row -> row(layout.get(), row));
        }
    }

    private List<List<String>> parse(String text) {
        try {
            return CsvRows.parse(text, layout.orElseThrow().format());
        } catch (IOException e) {
            throw new UserError(
                    "%s is broken as a table between byte %d and the end: %s. Mend its quotes, or export it again."
                            .formatted(file, offset, e.getMessage()),
                    e);
        }
    }

    private void row(CsvLayout table, List<String> row) {
        OptionalDouble number =
                table.step() < row.size() ? table.number(row.get(table.step())) : OptionalDouble.empty();
        if (number.isEmpty() || number.getAsDouble() < 0 || number.getAsDouble() > Integer.MAX_VALUE) {
            return; // a row of no step is on no curve
        }
        int step = (int) number.getAsDouble();
        for (CsvLayout.Column column : table.metrics()) {
            cell(table, row, column.position()).ifPresent(value -> curves.add(column.metric(), step, value));
        }
        table.clock()
                .flatMap(position -> boxed(cell(table, row, position)))
                .ifPresent(time -> curves.at(step, Instant.ofEpochMilli(Math.round(time * 1000))));
        table.seconds()
                .filter(_ -> table.clock().isEmpty())
                .flatMap(position -> boxed(cell(table, row, position)))
                .ifPresent(time -> curves.after(step, time));
    }

    private static OptionalDouble cell(CsvLayout table, List<String> row, int position) {
        return position < row.size() ? table.number(row.get(position)) : OptionalDouble.empty();
    }

    private static Optional<Double> boxed(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    private CsvLayout layout(String firstLine) {
        String header = firstLine.startsWith("\uFEFF") ? firstLine.substring(1) : firstLine;
        return CsvLayout.of(header)
                .filter(found -> !found.metrics().isEmpty())
                .orElseThrow(() -> new UserError(
                        ("%s is no table of a run: its first line has no column of steps with metrics beside it. It is:"
                                        + " %s. Name the column \"step\", with comma, semicolon, tab or | between"
                                        + " columns.")
                                .formatted(file, shortened(header.strip()))));
    }

    private static String shortened(String line) {
        return line.length() <= 120 ? line : line.substring(0, 120) + "…";
    }

    private FileStamp stamp() {
        try {
            return FileStamp.of(file);
        } catch (IOException e) {
            throw GuestFiles.unreadable(file, e);
        }
    }

    /// A stretch of the file.
    ///
    /// @param whole its whole rows
    /// @param rest  what follows them; only told where there is no whole row
    private record Block(String whole, int wholeBytes, String rest) {
        static Block at(FileChannel file, long offset) throws IOException {
            long left = file.size() - offset;
            for (long bytes = Math.min(left, BATCH_BYTES); ; bytes = Math.min(left, bytes * 2)) {
                byte[] block = bytes(file, offset, bytes);
                int end = endOfRows(block);
                if (end > 0 || bytes == left) {
                    return new Block(text(block, 0, end), end, end == 0 ? text(block, 0, block.length) : "");
                }
            }
        }

        private static byte[] bytes(FileChannel file, long offset, long count) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(count));
            while (bytes.hasRemaining() && file.read(bytes, offset + bytes.position()) >= 0) {
                // until all is there
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }

        /// After the last line's end that is in no quotes.
        private static int endOfRows(byte[] block) {
            boolean quoted = false;
            int end = 0;
            for (int i = 0; i < block.length; i++) {
                if (block[i] == '"') {
                    quoted = !quoted;
                } else if (block[i] == '\n' && !quoted) {
                    end = i + 1;
                }
            }
            return end;
        }

        private static String text(byte[] block, int from, int to) {
            return new String(block, from, to - from, StandardCharsets.UTF_8);
        }
    }
}
