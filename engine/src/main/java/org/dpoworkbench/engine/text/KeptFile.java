package org.dpoworkbench.engine.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.RecordPlace;
import org.dpoworkbench.engine.data.RecordProblem;
import org.dpoworkbench.engine.problem.UserError;
import org.dpoworkbench.engine.run.PartialFiles;
import tools.jackson.databind.json.JsonMapper;

/// Writes the examples of one source into a flat file that is mapped into memory to be read, see [KeptList]. Little
/// endian: an entry for each example, the entries' places, a description in JSON, and a footer.
///
/// ```
/// entry   i64 id, prompt, findings, number   i32 part, place, group, length of prompt, chosen, rejected, flags, n, p
///         n × (i32 tokens, i32 bits)   p × i32   for each completion its ids, and a byte a token where not all count
/// footer  i64 start of the places   i32 entries, bytes of the description, CRC-32C of all before   i64 magic
/// ```
///
/// The file appears under its name when it is whole.
final class KeptFile implements KeptSink {
    static final long MAGIC = 0x44504f544f4b3032L; // DPOTOK02
    static final int FOOTER = Long.BYTES + 3 * Integer.BYTES + Long.BYTES;
    static final int FLIPPED = 1;
    static final int DESIRABLE = 2;
    static final int PAIR = 4;
    static final int RANKING = 8;
    static final int CUT = 1;
    static final int ALL_SCORED = 2;

    private final Path target;
    private final Path partial;
    private final FileChannel channel;
    private final CRC32C sum = new CRC32C();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> groups = new HashMap<>();
    private ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    private long written;
    private long[] starts = new long[1024];
    private int size;

    /// What stands behind the entries.
    ///
    /// @param places files and units, in turn
    record Description(
            SourceFacts facts,
            List<RecordProblem> dropped,
            List<RecordProblem> refused,
            int unused,
            List<String> places,
            List<String> groups) {}

    /// @throws UserError where the folder cannot be written
    KeptFile(Path target) {
        this.target = target;
        try {
            Files.createDirectories(target.getParent());
            partial = PartialFiles.create(target);
            channel = FileChannel.open(partial, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private UserError cannotWrite(IOException e) {
        return new UserError(
                "Tokens cannot be kept in %s: %s. Is the disk full or the folder read-only?"
                        .formatted(target.getParent(), e.getMessage()),
                e);
    }

    @Override
    public void add(Outcome.Kept kept) {
        TokenizedExample example = kept.example();
        int completions = example.completions();
        long bytes = 128L + 8L * completions + 4L * example.prompt().length;
        for (int c = 0; c < completions; c++) {
            bytes += 5L * example.completion(c).length;
        }
        room(Math.toIntExact(bytes));
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
        }
        starts[size++] = written + buffer.position();
        buffer.putLong(Long.parseUnsignedLong(kept.identity().id(), 16));
        buffer.putLong(Long.parseUnsignedLong(kept.identity().prompt(), 16));
        buffer.putLong(bits(kept));
        RecordPlace place = kept.place();
        buffer.putLong(place.number()).putInt(place.part());
        buffer.putInt(number(places, place.file() + '\0' + place.unit()));
        buffer.putInt(example.group().map(group -> number(groups, group)).orElse(-1));
        buffer.putInt(kept.lengths().prompt())
                .putInt(kept.lengths().chosen())
                .putInt(kept.lengths().rejected());
        buffer.putInt(flags(kept, example));
        buffer.putInt(completions).putInt(example.prompt().length);
        for (int c = 0; c < completions; c++) {
            buffer.putInt(example.completion(c).length)
                    .putInt((example.cut(c) ? CUT : 0) | (allTrue(example.scored(c)) ? ALL_SCORED : 0));
        }
        put(example.prompt());
        for (int c = 0; c < completions; c++) {
            put(example.completion(c));
            if (!allTrue(example.scored(c))) {
                for (boolean counts : example.scored(c)) {
                    buffer.put((byte) (counts ? 1 : 0));
                }
            }
        }
    }

    @SuppressWarnings("EnumOrdinal") // bits of a cache's file, see MAGIC
    private static long bits(Outcome.Kept kept) {
        long bits = 0;
        for (Finding finding : kept.findings()) {
            bits |= 1L << finding.ordinal();
        }
        return bits;
    }

    private static int flags(Outcome.Kept kept, TokenizedExample example) {
        int type = switch (example) {
            case TokenizedPair _ -> PAIR;
            case TokenizedRanking _ -> RANKING;
            case TokenizedCompletion completion -> completion.desirable() ? DESIRABLE : 0;
        };
        return type | (kept.identity().flipped() ? FLIPPED : 0);
    }

    private static int number(Map<String, Integer> names, String name) {
        Integer known = names.putIfAbsent(name, names.size());
        return known == null ? names.size() - 1 : known;
    }

    private static boolean allTrue(boolean[] scored) {
        for (boolean one : scored) {
            if (!one) {
                return false;
            }
        }
        return true;
    }

    private void put(int[] ids) {
        buffer.asIntBuffer().put(ids);
        buffer.position(buffer.position() + Integer.BYTES * ids.length);
    }

    private void room(int bytes) {
        if (buffer.remaining() < bytes) {
            flush();
        }
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private void flush() {
        buffer.flip();
        sum.update(buffer.duplicate());
        try {
            while (buffer.hasRemaining()) {
                written += channel.write(buffer);
            }
        } catch (IOException e) {
            close();
            throw cannotWrite(e);
        }
        buffer.clear();
    }

    @Override
    public LoadedSource finish(LoadedSource.Sorting sorting) {
        LoadedSource account = sorting.done(List.of());
        byte[] description = JsonMapper.shared()
                .writeValueAsString(new Description(
                        account.facts(),
                        account.dropped(),
                        account.refused(),
                        account.unused(),
                        inOrder(places).stream()
                                .flatMap(place -> List.of(place.split("\0", -1)).stream())
                                .toList(),
                        inOrder(groups)))
                .getBytes(StandardCharsets.UTF_8);
        flush();
        long table = written;
        for (int i = 0; i < size; i++) {
            room(Long.BYTES);
            buffer.putLong(starts[i]);
        }
        room(description.length);
        buffer.put(description);
        flush();
        buffer.putLong(table).putInt(size).putInt(description.length);
        buffer.putInt((int) sum.getValue()).putLong(MAGIC);
        flush();
        try {
            channel.close();
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        return KeptList.open(target)
                .orElseThrow(() -> new UserError(target + " cannot be read right after it was written."));
    }

    private static List<String> inOrder(Map<String, Integer> names) {
        List<String> ordered = new ArrayList<>(names.keySet());
        ordered.sort((a, b) -> Integer.compare(names.get(a), names.get(b)));
        return ordered;
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /// Where the tokens of a large source go that is not to be kept: a file that is gone when the program ends.
    static KeptFile temporary() {
        try {
            Path folder = Files.createTempDirectory("dpo-workbench-tokens");
            Path file = folder.resolve("tokens.bin");
            folder.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return new KeptFile(file);
        } catch (IOException e) {
            throw new UserError("No temporary folder can be made for the tokens: " + e.getMessage() + ".", e);
        }
    }

    /// The file for a key, which may be there or not.
    static Optional<LoadedSource> read(Path file) {
        return Files.exists(file) ? KeptList.open(file) : Optional.empty();
    }
}
