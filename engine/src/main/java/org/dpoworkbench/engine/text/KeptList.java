package org.dpoworkbench.engine.text;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.zip.CRC32C;
import org.dpoworkbench.engine.data.Finding;
import org.dpoworkbench.engine.data.LengthStatistics;
import org.dpoworkbench.engine.data.PairIdentity;
import org.dpoworkbench.engine.data.RecordPlace;
import org.dpoworkbench.engine.problem.UserError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The examples of a [KeptFile], mapped: each is made when it is asked for, so the list takes no memory of its own.
final class KeptList extends AbstractList<Outcome.Kept> implements RandomAccess {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final Finding[] FINDINGS = Finding.values();
    private static final long SUMMED_AT_ONCE = 1L << 30;
    private static final int LINE = 3 * Long.BYTES;
    private static final int NUMBERS = 4 * Long.BYTES;
    private static final int COMPLETIONS = NUMBERS + 9 * Integer.BYTES;

    private final MemorySegment file;
    private final long table;
    private final int size;
    private final List<String> places;
    private final List<String> groups;

    private KeptList(MemorySegment file, long table, int size, KeptFile.Description description) {
        this.file = file;
        this.table = table;
        this.size = size;
        this.places = description.places();
        this.groups = description.groups();
    }

    /// Opens a file; one that is not whole, or not as it was written, is as good as none.
    ///
    /// @throws UserError where it cannot be read
    static Optional<LoadedSource> open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long length = channel.size();
            if (length < KeptFile.FOOTER) {
                return Optional.empty();
            }
            MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, length, Arena.ofAuto());
            long footer = length - KeptFile.FOOTER;
            long table = file.get(LONG, footer);
            int size = file.get(INT, footer + Long.BYTES);
            int described = file.get(INT, footer + Long.BYTES + Integer.BYTES);
            boolean whole = file.get(LONG, length - Long.BYTES) == KeptFile.MAGIC
                    && table >= 0
                    && size >= 0
                    && described >= 0
                    && table + (long) Long.BYTES * size + described == footer
                    && file.get(INT, footer + Long.BYTES + 2 * Integer.BYTES) == sum(file.asSlice(0, footer));
            if (!whole) {
                return Optional.empty();
            }
            byte[] json = file.asSlice(footer - described, described).toArray(ValueLayout.JAVA_BYTE);
            KeptFile.Description description =
                    JsonMapper.shared().readValue(new String(json, StandardCharsets.UTF_8), KeptFile.Description.class);
            return Optional.of(new LoadedSource(
                    description.facts(),
                    new KeptList(file, table, size, description),
                    description.dropped(),
                    description.refused(),
                    description.unused()));
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UserError("%s cannot be read: %s.".formatted(path, e.getMessage()), e);
        }
    }

    private static int sum(MemorySegment bytes) {
        CRC32C sum = new CRC32C();
        for (long at = 0; at < bytes.byteSize(); at += SUMMED_AT_ONCE) {
            sum.update(bytes.asSlice(at, Math.min(SUMMED_AT_ONCE, bytes.byteSize() - at))
                    .asByteBuffer());
        }
        return (int) sum.getValue();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Outcome.Kept get(int index) {
        long at = file.get(LONG, table + (long) Long.BYTES * Objects.checkIndex(index, size));
        int flags = file.get(INT, at + NUMBERS + 6 * Integer.BYTES);
        return new Outcome.Kept(
                place(at),
                () -> example(at),
                new PairIdentity(hex(at), hex(at + Long.BYTES), (flags & KeptFile.FLIPPED) != 0),
                new LengthStatistics.Lengths(number(at, 3), number(at, 4), number(at, 5)),
                findings(file.get(LONG, at + 2 * Long.BYTES)));
    }

    /// The numbers of an entry: part, place, group, three lengths, flags, completions, prompt tokens.
    private int number(long entry, int which) {
        return file.get(INT, entry + NUMBERS + (long) which * Integer.BYTES);
    }

    private String hex(long at) {
        return HexFormat.of().toHexDigits(file.get(LONG, at));
    }

    private RecordPlace place(long at) {
        int place = number(at, 1);
        return new RecordPlace(
                places.get(2 * place), places.get(2 * place + 1), file.get(LONG, at + LINE), number(at, 0));
    }

    @SuppressWarnings("EnumOrdinal") // bits of a cache's file, see MAGIC
    private static Set<Finding> findings(long bits) {
        if (bits == 0) {
            return Set.of();
        }
        EnumSet<Finding> findings = EnumSet.noneOf(Finding.class);
        for (Finding finding : FINDINGS) {
            if ((bits >> finding.ordinal() & 1) != 0) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private TokenizedExample example(long at) {
        String id = hex(at);
        String source = places.get(2 * number(at, 1));
        long line = file.get(LONG, at + LINE);
        int group = number(at, 2);
        Optional<String> groupName = group < 0 ? Optional.empty() : Optional.of(groups.get(group));
        int flags = number(at, 6);
        int completions = number(at, 7);
        int promptTokens = number(at, 8);
        long lengths = at + COMPLETIONS;
        long next = lengths + 2L * Integer.BYTES * completions;
        int[] prompt = ids(next, promptTokens);
        next += (long) Integer.BYTES * promptTokens;
        List<int[]> ids = new ArrayList<>(completions);
        List<boolean[]> scored = new ArrayList<>(completions);
        List<Boolean> cut = new ArrayList<>(completions);
        for (int c = 0; c < completions; c++) {
            int tokens = file.get(INT, lengths + 2L * Integer.BYTES * c);
            int bits = file.get(INT, lengths + 2L * Integer.BYTES * c + Integer.BYTES);
            ids.add(ids(next, tokens));
            next += (long) Integer.BYTES * tokens;
            boolean all = (bits & KeptFile.ALL_SCORED) != 0;
            scored.add(scored(next, tokens, all));
            next += all ? 0 : tokens;
            cut.add((bits & KeptFile.CUT) != 0);
        }
        if ((flags & KeptFile.PAIR) != 0) {
            return new TokenizedPair(
                    id,
                    source,
                    line,
                    prompt,
                    ids.getFirst(),
                    ids.getLast(),
                    scored.getFirst(),
                    scored.getLast(),
                    cut.getFirst(),
                    cut.getLast(),
                    groupName);
        }
        return (flags & KeptFile.RANKING) != 0
                ? new TokenizedRanking(id, source, line, prompt, ids, scored, cut, groupName)
                : new TokenizedCompletion(
                        id,
                        source,
                        line,
                        prompt,
                        ids.getFirst(),
                        scored.getFirst(),
                        cut.getFirst(),
                        (flags & KeptFile.DESIRABLE) != 0,
                        groupName);
    }

    private int[] ids(long at, int count) {
        int[] ids = new int[count];
        MemorySegment.copy(file, INT, at, ids, 0, count);
        return ids;
    }

    private boolean[] scored(long at, int count, boolean all) {
        boolean[] scored = new boolean[count];
        if (all) {
            Arrays.fill(scored, true);
        } else {
            for (int i = 0; i < count; i++) {
                scored[i] = file.get(ValueLayout.JAVA_BYTE, at + i) != 0;
            }
        }
        return scored;
    }
}
